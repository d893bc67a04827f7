import { expectedText, valueAt } from "../base/text/issue.js";
import { badInput } from "../base/errors.js";
import { parseLine } from "../base/read-json.js";
import { json, recordOf } from "../base/shape.js";
import { broken, MANUAL, ProgramFailure } from "./failure.js";
import { programMessage, type ProgramMessage } from "./protocol.js";

const TYPES: readonly string[] = programMessage.options.map(({ shape }) => shape.type.value);

/** What Python writes for numbers that JSON does not have. */
const NO_NUMBER = /(:\s*)(-?Infinity|NaN)\b/g;

/**
 * Reads one line of a program's standard output. What is no message is passed over, since libraries print too.
 *
 * @param number of the line, from 1.
 * @returns null for a line that is not a message.
 * @throws ProgramFailure for a message whose fields are wrong, and for a loss that is not a number.
 */
export function readMessage(line: string, number: number): ProgramMessage | null {
  const value = messageIn(line);
  if (value === null) return null;
  const noNumber = /NaN|-?Infinity/.exec(line)?.[0];
  if (value.type === "progress" && value.loss === null) {
    throw new ProgramFailure(
      "not-a-number",
      `The program says that its loss is ${noNumber ?? "null"} at step ${String(value.step)}`,
    );
  }
  const result = programMessage.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue.path.join(".");
  throw broken(
    badInput(`Invalid message "${String(value.type)}" from the program`, {
      where: `standard output, line ${number}, field ${field}`,
      expected: expectedText(issue),
      got: valueAt(value, issue.path),
      fix: `${MANUAL} says what each message holds`,
    }),
  );
}

const asObject = (text: string): Readonly<Record<string, unknown>> | null =>
  parseLine(text, recordOf(json)) ?? parseLine(text.replace(NO_NUMBER, "$1null"), recordOf(json));

/** The beginning of a line and so many of its last braces are tried as the beginning of a message. */
const MOST_BEGINNINGS = 32;

/** The message of a line; a progress bar that did not end its line may stand before it. */
function messageIn(line: string): Readonly<Record<string, unknown>> | null {
  const braces = [...line.matchAll(/\{(?=\s*")/g)].map(({ index }) => index);
  for (const from of [0, ...braces.slice(-MOST_BEGINNINGS)]) {
    const value = asObject(line.slice(from));
    if (value === null) continue;
    return typeof value.type === "string" && TYPES.includes(value.type) ? value : null;
  }
  return null;
}
