import { lacking, type AmtlError } from "../base/errors.js";
import type { ProfileId } from "../contract/spec.js";

/** Profiles that need less, the larger first, and what each still needs. */
const SMALLER: Readonly<Record<ProfileId, string>> = {
  paper:
    "--profile mini (real text, a small encoder, minutes a run) or --profile smoke (needs nothing, seconds a run)",
  mini: "--profile smoke (needs nothing, seconds a run)",
  smoke: "",
};

/**
 * One error for all that the environment lacks, so that nobody is sent shopping several times.
 * @param absent by the name of the dependency ("data:redocred/train"); not empty.
 */
export function lackingForRuns(
  profile: ProfileId,
  absent: ReadonlyMap<string, AmtlError>,
): AmtlError {
  const missing = [...absent].map(([name, error]) => `${name} (${error.message})`);
  const fixes = [...absent.values()].flatMap(({ details: { fix } }) =>
    fix === undefined ? [] : [fix],
  );
  const smaller = SMALLER[profile] === "" ? [] : [`or take ${SMALLER[profile]}`];
  return lacking(`Profile ${profile} cannot run here yet; nothing was started`, {
    got: `no ${missing.join(LINE)}`,
    fix: [...new Set(fixes), ...smaller].join(LINE),
  });
}

/** Line end and indentation under the first line of a detail, as describeError shows it. */
const LINE = "\n            ";
