import { badInput } from "../../base/errors.js";
import { RELEASED } from "../../methods/datasets/registry.js";
import { scoreBands } from "../../scoring/bands.js";
import type { Judgement } from "../../scoring/judge.js";
import type { TrainingData } from "./sources.js";

export interface BandScores {
  /** Where the ranking of the relations is from. */
  readonly ranking: string;
  readonly scores: ReturnType<typeof scoreBands>;
}

/**
 * Relations are ranked as released where a released ranking is known, else by counting the training documents.
 *
 * @param training null where none are given.
 * @throws AmtlError (2) when the ranking has to be counted and there are no training documents.
 */
export function bandsOf(judgement: Judgement, training: TrainingData | null): BandScores {
  const released = RELEASED.find(({ ranking }) =>
    judgement.gold.every(({ r }) => ranking.includes(r)),
  );
  if (released !== undefined) {
    return { ranking: released.by, scores: scoreBands(judgement, released.ranking) };
  }
  if (training?.titles == null) {
    throw badInput("Cannot rank relations without training documents", {
      where: `--train${training === null ? "" : ` ${training.name}`}`,
      expected: "training documents, since --bands is given and the relations are not DocRED's",
      got: training === null ? "no training documents" : "a list of name triples",
      fix: "give the training documents, or leave --bands out",
    });
  }
  const counted = [...training.relations].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const ranking = counted.map(([relation]) => relation);
  return { ranking: `their frequency in ${training.name}`, scores: scoreBands(judgement, ranking) };
}
