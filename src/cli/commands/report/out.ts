import { setTimeout as delay } from "node:timers/promises";
import { reportOut, type OutRequest } from "../../../app/report/out.js";
import type { SelectionRequest } from "../../../app/select/request.js";
import { damageLines } from "../../../app/text/state.js";
import { near } from "../../../app/text/written.js";
import { badInput, ExitCode } from "../../../base/errors.js";
import { plural } from "../../../base/text/plural.js";
import type { Answer, Output } from "../../command.js";
import { terminalText } from "../../terminal.js";

/** `report --out FILE`: the selection as one file, or on standard output; nothing else is written. */
export async function outAnswer(
  selection: SelectionRequest,
  names: readonly string[],
  request: OutRequest,
): Promise<Answer> {
  const { format, content, tables, damaged } = await reportOut(selection, names, request);
  const answer = { exitCode: ExitCode.done, notes: damageLines(damaged) };
  if (request.out !== "-")
    return { ...answer, text: `wrote ${near(request.out)}\n`, data: { file: request.out } };
  // A terminal has its own width.
  return format === "text"
    ? { ...answer, text: terminalText(tables) }
    : { ...answer, text: content, isFile: true };
}

/**
 * `report --out FILE --watch SECONDS`: writes the file again while cells are missing. Its page reads itself again, and
 * keeps its place.
 * @throws AmtlError (2) for standard output, and for a time that is none.
 */
export async function watchAnswer(
  selection: SelectionRequest,
  names: readonly string[],
  request: OutRequest & { readonly refresh: number },
  output: Output,
): Promise<Answer> {
  const { out, refresh } = request;
  if (out === "-" || !(refresh >= 1 && refresh <= 86_400)) {
    throw badInput("Cannot watch", {
      where: "--watch",
      expected: "a file for --out, and seconds from 1 to 86400",
      got: out === "-" ? "standard output" : String(refresh),
      fix: "amtl-run report all --out report.html --watch 15",
    });
  }
  for (;;) {
    const found = await reportOut(selection, names, request);
    if (found.incomplete === 0) {
      return {
        exitCode: ExitCode.done,
        text: `wrote ${near(out)}\n`,
        data: { file: out },
        notes: damageLines(found.damaged),
      };
    }
    output.note(`wrote ${near(out)}: ${plural(found.incomplete, "cell")} to come`);
    await delay(refresh * 1000);
  }
}
