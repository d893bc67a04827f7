import { parseCommandString } from "execa";
import { badInput } from "../base/errors.js";

/** What a shell would treat as more than text; without a shell it would reach the program as it stands. */
const NEEDS_A_SHELL = /["'`$|&;<>()*?[\]#~{}\n]/;

/**
 * Program and arguments of a program's command. A text is split at white space (a backslash keeps a space); there is
 * no shell, so that signals reach the program itself and nothing in the text is run by accident.
 *
 * @throws AmtlError (2) for an empty command, and for a text that only a shell could read.
 */
export function splitCommand(command: string | readonly string[], where: string): string[] {
  if (typeof command !== "string") return [...command];
  const special = NEEDS_A_SHELL.exec(command)?.[0];
  if (special !== undefined) {
    throw badInput("Program's command needs a shell", {
      where,
      expected: "a program and its arguments, separated by spaces",
      got: `${command} (${JSON.stringify(special)} is for a shell)`,
      fix: 'put it into a script of its own, or list the arguments in an experiment file: worker: { command: ["python", "my train.py"] }',
    });
  }
  const words = parseCommandString(command);
  if (words.length === 0) {
    throw badInput("Program's command is empty", {
      where,
      expected: "a program and its arguments, such as python my_train.py",
      got: JSON.stringify(command),
    });
  }
  return words;
}
