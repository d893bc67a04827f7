import { toGold } from "../../corpus/read/gold.js";
import { readDocuments } from "../../corpus/read/reader.js";
import { bandCases, officialCases } from "./cases.js";
import { distanceCases } from "./distance.js";
import { evaluationSchema } from "./schema.js";
import { RELEASED } from "../../methods/datasets/registry.js";
import type { Checker } from "../checker.js";

/** The whole file, its three edge cases, the members of the bands, 4 bands twice, HingeABL's four parts. */
const CASES = 17;

/** Golden `evaluation`: official scores of a prediction file against documents of a data file. */
export const check: Checker = async (content, { find }) => {
  const golden = evaluationSchema.parse(content);
  const [{ id: corpus }] = RELEASED;
  const named = golden.truth_file;
  const path = (await find(`${corpus}/${named}`)) ?? (await find(named));
  if (path === null) {
    return { cases: CASES, skipped: CASES, maxDeviation: 0, why: `${corpus}/${named} is not here` };
  }
  const full = await readDocuments(path);
  const documents = full.map(toGold);
  const [from, to] = golden.truth_range;
  const truth = documents.slice(from, to);
  const train = [...documents.slice(0, from), ...documents.slice(to)];
  let maxDeviation = 0;
  let why: string | undefined;
  const cases = [
    ...officialCases(golden, truth, train),
    ...bandCases(golden, truth, train),
    ...distanceCases(golden, full.slice(from, to)),
  ];
  for (const { name, counts, numbers } of cases) {
    const miscounted = counts.some(([got, want]) => want !== undefined && got !== want);
    const worst = Math.max(...numbers.map(([got, want]) => Math.abs(got - want)));
    const deviation = miscounted || Number.isNaN(worst) ? Infinity : worst / golden.tolerance;
    if (deviation <= maxDeviation) continue;
    maxDeviation = deviation;
    why = name;
  }
  return { cases: cases.length, skipped: 0, maxDeviation, ...(why === undefined ? {} : { why }) };
};
