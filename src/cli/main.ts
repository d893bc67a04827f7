import { AmtlError, ExitCode, describeError } from "../base/errors.js";
import { systemError } from "../store/disk-errors.js";
import { COMMANDS } from "./commands.js";
import { helpText } from "./help.js";
import { asksForJson } from "./options.js";
import { output, writeAnswer } from "./output.js";
import { readCall, showCommands, withCommand } from "./read-words.js";
import { helpFor } from "./usage.js";

/**
 * The command line. Results go to standard output, everything else to standard error.
 *
 * @param argv arguments after the program's name.
 * @returns the exit code (README, "Exit codes").
 */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  try {
    const words = await withCommand(argv);
    const name = words.at(0);
    if (name === undefined || name === "help") {
      showCommands(showHelp);
      return name === undefined ? ExitCode.badInput : ExitCode.done;
    }
    const call = await readCall(words, showHelp);
    if (call === null) return ExitCode.done;
    const { command, options } = call;
    const answer = await command
      .handler(options as never, output, COMMANDS)
      .catch((error: unknown) => {
        throw withFix(error, words[0]);
      });
    writeAnswer(answer, options.json === true);
    return answer.exitCode;
  } catch (thrown) {
    const error = systemError(thrown);
    output.note(`amtl-run: ${describeError(error)}`);
    if (asksForJson(argv)) {
      const { errorLine } = await import("../base/error-line.js");
      output.line(errorLine(error));
    }
    return error instanceof AmtlError ? error.exitCode : ExitCode.failed;
  }
}

/** Of a bad option at least where its values are described. */
function withFix(error: unknown, name: string): unknown {
  if (!(error instanceof AmtlError)) return error;
  const { exitCode, message, details } = error;
  if (details.fix !== undefined || details.where?.startsWith("--") !== true) return error;
  return new AmtlError(exitCode, message, { ...details, fix: helpFor(name) });
}

/** @param text what yargs has to say: only `--help` leaves it something. */
function showHelp(text: string): void {
  if (text !== "") output.line(helpText(text));
}
