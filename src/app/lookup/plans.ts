import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { ManifestState } from "../../store/plans/manifests.js";

const idOf = (found: ManifestState): string =>
  found.state === "present" ? found.manifest.planId : found.planId;

/** The commands say figure4 where the paper's data file says fig4. */
const usual = (name: string): string => name.replace(/^figure(?=\d)/, "fig");

/** Plans that a word stands for: an id, the beginning of one, or what was asked for. */
export const plansOf = (
  word: string,
  manifests: readonly ManifestState[],
): readonly ManifestState[] =>
  manifests.filter(
    (found) =>
      (/^[0-9a-f]{3,}$/.test(word) && idOf(found).startsWith(word)) ||
      (found.state === "present" && found.manifest.names.map(usual).includes(usual(word))),
  );

/** Everything that would have been understood, for the nearest. */
export const knownWords = (manifests: readonly ManifestState[]): readonly string[] => [
  ...new Set(
    manifests.flatMap((found) =>
      found.state === "present" ? [idOf(found), ...found.manifest.names] : [idOf(found)],
    ),
  ),
];

/**
 * The plans that words stand for, each once, in the order of the manifests.
 * @throws AmtlError (2) for a word that names none, with the nearest that does.
 */
export function selectPlans(
  words: readonly string[],
  manifests: readonly ManifestState[],
): readonly ManifestState[] {
  const selected = new Set(
    words.flatMap((word) => {
      const found = plansOf(word, manifests);
      if (found.length > 0) return found;
      const known = knownWords(manifests);
      const meant = nearest(word, known);
      throw badInput(`Unknown plan "${word}"`, {
        expected:
          known.length === 0
            ? "a plan; there is none yet"
            : `the beginning of a plan's id, or one of ${known.join(", ")}`,
        got: word,
        fix:
          meant === undefined
            ? "amtl-run status lists the plans; amtl-run plan TABLE shows what has not been started"
            : `amtl-run status ${meant}`,
      });
    }),
  );
  return manifests.filter((each) => selected.has(each));
}
