import { DATASETS } from "../../methods/datasets/registry.js";
import type { PredictedRelation, Predictions } from "./predict.js";

/** Data sets whose leaderboard takes predictions, and what it takes. */
export const LEADERBOARDS = [...DATASETS.values()].flatMap(({ id, leaderboard }) =>
  leaderboard === undefined ? [] : [{ id, ...leaderboard }],
);

/** A prediction as DocRED's leaderboard takes it. */
export interface SubmittedFact {
  readonly title: string;
  readonly h_idx: number;
  readonly t_idx: number;
  readonly r: string;
  readonly evidence: readonly number[];
}

/** What is predicted, in the order of the documents: the content of the leaderboard's file. */
export const submissionOf = ({ documents }: Pick<Predictions, "documents">): SubmittedFact[] =>
  documents.flatMap(({ relations }) => relations.filter(({ predicted }) => predicted).map(fact));

const fact = ({ title, h_idx, t_idx, r, evidence = [] }: PredictedRelation): SubmittedFact => ({
  ...{ title, h_idx, t_idx, r },
  evidence,
});

/** A submission packed as the leaderboard takes it. @param file its name in the archive. */
export async function zippedSubmission(json: string, file: string): Promise<Buffer> {
  // Only here: everything else does without.
  const { default: Zip } = await import("adm-zip");
  const zip = new Zip();
  zip.addFile(file, Buffer.from(json));
  return zip.toBuffer();
}
