import type { ProfileId } from "../contract/train-spec.js";
import { DATASETS } from "../methods/datasets/registry.js";
import type { ReportCell } from "./cell.js";

/**
 * What a profile with fewer relations than the real data makes of label spaces and of bands, which tables name by the
 * paper's numbers; nothing where it has as many.
 */
export function scaleNotes(
  profile: ProfileId,
  cells: readonly Pick<ReportCell, "description" | "column">[],
): readonly string[] {
  const ids = new Set(cells.map(({ description: { train } }) => train));
  return [...ids].flatMap((id) => {
    const dataset = DATASETS.get(id);
    const here = dataset?.profiles[profile]?.relations.length;
    if (dataset === undefined || here === undefined || here === dataset.relations.length) return [];
    const its = cells.filter(({ description }) => description.train === id);
    const spaces = new Map(
      its.flatMap(({ column, description: { label_space: size } }) =>
        size === "" || size === column ? [] : [[column, size] as const],
      ),
    );
    const isBanded = its.some(({ description }) => description.band === "mid-76");
    const parts = [
      ...(spaces.size === 0
        ? []
        : [[...spaces].map(([real, size]) => `${real} is its ${size} most frequent`).join(", ")]),
      ...(isBanded ? ["mid-76 is all but its first and last 10"] : []),
    ];
    if (parts.length === 0) return [];
    return [
      `Profile ${profile} has ${here} relations where ${dataset.label} has ${dataset.relations.length}: ${parts.join("; ")}.`,
    ];
  });
}
