import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import { shortId } from "../../base/text/short-id.js";
import { listManifests, type ManifestRun } from "../../store/plans/manifests.js";

/** The beginning of an id, long enough not to be a typing error. */
export const isIdPart = (word: string): boolean => /^[0-9a-f]{3,64}$/.test(word);

/** Ids of the runs that have a folder. */
export async function runIds(root: string): Promise<readonly string[]> {
  const names = await readdir(join(root, "train")).catch(() => []);
  return names.filter((name) => /^[0-9a-f]{64}$/.test(name));
}

/** Runs of all plans that can be read, each once. */
export async function plannedRuns(root: string): Promise<ReadonlyMap<string, ManifestRun>> {
  const manifests = await listManifests(root);
  const runs = manifests.flatMap((found) => (found.state === "present" ? found.manifest.runs : []));
  return new Map(runs.map((run) => [run.trainId, run]));
}

/**
 * The one run that a word stands for: its id, or an unambiguous beginning of it.
 * @param ids of the runs that may be meant.
 * @param command that the word was given to.
 * @param expected what may be given.
 * @throws AmtlError (2) when it stands for none, with the nearest, or for several.
 */
export function oneRun(
  word: string,
  ids: readonly string[],
  command: string,
  expected = "the id of a run, or its first digits (three at least)",
): string {
  const found = isIdPart(word) ? ids.filter((id) => id.startsWith(word)) : [];
  if (found.length === 1) return found[0];
  if (found.length > 1) {
    throw badInput(`Ambiguous run id "${word}"`, {
      expected: "more digits",
      got: `${found.slice(0, 5).map(shortId).join(", ")}${found.length > 5 ? ", …" : ""}`,
      fix: `amtl-run ${command} ${shortId(found[0])}, for example`,
    });
  }
  const meant = nearest(word, ids.map(shortId));
  throw badInput(`Unknown run "${word}"`, {
    expected,
    got: word,
    fix:
      meant === undefined
        ? "amtl-run status PLAN shows the runs of a plan; a CSV has them in its last column"
        : `amtl-run ${command} ${meant}`,
  });
}
