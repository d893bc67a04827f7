import { badInput } from "../../base/errors.js";
import { mapLimited } from "../../base/map-limited.js";
import { shortId } from "../../base/text/short-id.js";
import { labelOf } from "../../experiment/plan/run-label.js";
import { readIdentity } from "../../provenance/identity.js";
import { trainDir } from "../../store/paths.js";
import { isIdPart, oneRun, runIds } from "./runs.js";

/** Folders that are read at a time. */
const AT_ONCE = 32;

/**
 * The one run with a folder that a word stands for: its id or the beginning of it, or its label as `status` prints it, of
 * which any part will do that fits no other.
 *
 * @param command that the word was given to.
 * @throws AmtlError (2) when it stands for none or for several.
 */
export async function trainedRun(root: string, word: string, command: string): Promise<string> {
  const ids = await runIds(root);
  if (isIdPart(word)) return oneRun(word, ids, command);
  const labelled = await mapLimited(ids, AT_ONCE, async (trainId) => {
    const identity = await readIdentity(trainDir(root, trainId));
    return { trainId, label: identity === null ? "" : labelOf(identity.spec) };
  });
  const whole = labelled.filter(({ label }) => label === word);
  const found = whole.length > 0 ? whole : labelled.filter(({ label }) => label.includes(word));
  if (found.length === 1) return found[0].trainId;
  if (found.length === 0) {
    return oneRun(word, ids, command, "a run's id, its first digits, or a part of its label");
  }
  throw badInput(`Ambiguous run "${word}"`, {
    expected: "a run's id, or more of its label",
    got: found
      .slice(0, 5)
      .map(({ trainId, label }) => `${shortId(trainId)} (${label})`)
      .join(", "),
    fix: `amtl-run ${command} ${shortId(found[0].trainId)}, for example`,
  });
}
