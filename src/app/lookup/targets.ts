import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { shortId } from "../../base/text/short-id.js";
import type { ManifestState } from "../../store/plans/manifests.js";
import { idOf, knownWords, plansOf } from "./plans.js";
import { isIdPart, oneRun } from "./runs.js";

/** What a word stands for. */
export type Target =
  | { readonly type: "plans"; readonly plans: readonly ManifestState[] }
  | { readonly type: "run"; readonly trainId: string };

/**
 * What each word stands for: plans (by id or name), or a run.
 * @param ids of all runs that are known.
 * @param command that the words were given to.
 * @throws AmtlError (2) for a word that stands for nothing, or for a plan and a run.
 */
export const targetsOf = (
  words: readonly string[],
  manifests: readonly ManifestState[],
  ids: readonly string[],
  command: string,
): readonly Target[] => words.map((word) => targetOf(word, manifests, ids, command));

function targetOf(
  word: string,
  manifests: readonly ManifestState[],
  ids: readonly string[],
  command: string,
): Target {
  const plans = plansOf(word, manifests);
  const runs = isIdPart(word) ? ids.filter((id) => id.startsWith(word)) : [];
  if (plans.length > 0 && runs.length > 0) {
    throw badInput(`Ambiguous id "${word}"`, {
      expected: "more digits",
      got: `plan ${idOf(plans[0])}, run ${shortId(runs[0])}`,
    });
  }
  if (plans.length > 0) return { type: "plans", plans };
  if (isIdPart(word)) return { type: "run", trainId: oneRun(word, ids, command) };
  const known = knownWords(manifests);
  const meant = nearest(word, known);
  throw badInput(`Unknown plan or run "${word}"`, {
    expected: "the beginning of a plan's or a run's id, or the name of a plan",
    got: word,
    fix: meant === undefined ? "amtl-run status lists the plans" : `amtl-run ${command} ${meant}`,
  });
}
