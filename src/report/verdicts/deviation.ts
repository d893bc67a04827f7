import { bartlett, pooledDeviation } from "../statistics/pooling.js";
import { sampleOf } from "../statistics/sample.js";
import type { CellDeviation } from "./judgement.js";
import { HOMOGENEITY_LEVEL } from "./settings.js";

/**
 * The deviation over seeds of each row of a column: pooled over the rows where a test lets them have one, which about
 * halves the seeds that a verdict needs; else each row's own, null where it has a single seed.
 *
 * @param rows values by seed of each row.
 */
export function deviationsOf(
  rows: readonly (readonly number[])[],
): readonly (CellDeviation | null)[] {
  const samples = rows.flatMap((values) => (values.length >= 2 ? [sampleOf(values)] : []));
  const test = bartlett(samples);
  const pooled = test === null || test.p >= HOMOGENEITY_LEVEL ? pooledDeviation(samples) : null;
  const group = { rowsOfGroup: samples.length, homogeneity: test?.p ?? null };
  return rows.map((values) => {
    const own = values.length < 2 ? null : pooledDeviation([sampleOf(values)]);
    const used = pooled ?? own;
    return used === null ? null : { ...used, ...group };
  });
}
