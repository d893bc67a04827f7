import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { shortId } from "../../base/text/short-id.js";
import type { Manifest, ManifestState } from "../../store/plans/manifests.js";
import { knownWords, plansOf } from "../lookup/plans.js";
import { isIdPart, oneRun } from "../lookup/runs.js";

/** What a word asks to cancel. */
export type Target =
  | { readonly type: "plans"; readonly manifests: readonly Manifest[] }
  | { readonly type: "run"; readonly trainId: string };

/**
 * What each word stands for: plans (by id or name), or a run.
 * @param ids of all runs that are known.
 * @throws AmtlError (2) for a word that stands for nothing, or for a plan and a run.
 */
export const targetsOf = (
  words: readonly string[],
  manifests: readonly ManifestState[],
  ids: readonly string[],
): readonly Target[] => words.map((word) => targetOf(word, manifests, ids));

function targetOf(
  word: string,
  manifests: readonly ManifestState[],
  ids: readonly string[],
): Target {
  const plans = plansOf(word, manifests).flatMap((found) =>
    found.state === "present" ? [found.manifest] : [],
  );
  const runs = isIdPart(word) ? ids.filter((id) => id.startsWith(word)) : [];
  if (plans.length > 0 && runs.length > 0) {
    throw badInput(`Ambiguous id "${word}"`, {
      expected: "more digits",
      got: `plan ${plans[0].planId}, run ${shortId(runs[0])}`,
    });
  }
  if (plans.length > 0) return { type: "plans", manifests: plans };
  if (isIdPart(word)) return { type: "run", trainId: oneRun(word, ids, "cancel") };
  const known = knownWords(manifests);
  const meant = nearest(word, known);
  throw badInput(`Unknown plan or run "${word}"`, {
    expected: `the beginning of an id${known.length === 0 ? "" : `, or one of ${known.join(", ")}`}`,
    got: word,
    fix: meant === undefined ? "amtl-run status lists the plans" : `amtl-run cancel ${meant}`,
  });
}
