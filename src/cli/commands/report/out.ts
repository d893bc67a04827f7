import { reportOut, type OutRequest } from "../../../app/report/out.js";
import type { SelectionRequest } from "../../../app/select/request.js";
import { damageLines } from "../../../app/text/state.js";
import { near } from "../../../app/text/written.js";
import { ExitCode } from "../../../base/errors.js";
import type { Answer } from "../../command.js";
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
