import { badInput } from "../../base/errors.js";
import { RELEASED } from "../../methods/datasets/registry.js";
import type { TrainingFacts } from "../../corpus/read/training-facts.js";
import { scoreBands } from "../../scoring/bands.js";
import type { Judgement } from "../../scoring/judge.js";

export interface BandScores {
  /** Where the ranking of the relations is from. */
  readonly ranking: string;
  readonly scores: ReturnType<typeof scoreBands>;
}

/**
 * Relations are ranked as released where a released ranking is known, else by counting the training documents.
 *
 * @param file the training file, for messages.
 * @throws AmtlError (2) when the ranking has to be counted and the file holds name triples only.
 */
export function bandsOf(
  judgement: Judgement,
  { frequency }: TrainingFacts,
  file: string,
): BandScores {
  const released = RELEASED.find(({ ranking }) =>
    judgement.gold.every(({ r }) => ranking.includes(r)),
  );
  if (released !== undefined) {
    return { ranking: released.by, scores: scoreBands(judgement, released.ranking) };
  }
  if (frequency === null) {
    throw badInput("Cannot compute bands from name triples", {
      where: `--train ${file}`,
      expected: "training documents, since --bands is given and the relations are not DocRED's",
      got: "a list of name triples",
      fix: "give the training documents, or leave --bands out",
    });
  }
  const counted = [...frequency].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    ranking: `their frequency in ${file}`,
    scores: scoreBands(
      judgement,
      counted.map(([relation]) => relation),
    ),
  };
}
