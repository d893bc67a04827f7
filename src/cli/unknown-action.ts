import { badInput, type AmtlError } from "../base/errors.js";
import { nearest } from "../base/nearest.js";

/** Exit code 2: the word after a command is none of its actions. */
export function unknownAction(command: string, got: string, actions: readonly string[]): AmtlError {
  const meant = nearest(got, actions);
  return badInput(`Unknown action "${got}"`, {
    where: `amtl-run ${command}`,
    expected: actions.join(", "),
    got,
    ...(meant !== undefined && { fix: `amtl-run ${command} ${meant}` }),
  });
}
