import { StringDecoder } from "node:string_decoder";
import { badInput } from "../base/errors.js";
import { broken } from "./failure.js";

/** A program that prints more than this without a line end prints no messages, and would fill the disk. */
export const LINE_LIMIT = 2 ** 26;

/** No message is this long; of longer lines the beginning is passed over, so that they do not fill the memory. */
const PART = 2 ** 19;

/** What stands between two line ends; a progress bar ends its lines with carriage returns. */
export interface Line {
  readonly text: string;
  /** From 1, of lines that a line feed ends. */
  readonly number: number;
}

/**
 * Lines of a stream that are not empty, without their ends; of a very long one, what a bar may be that never ends its
 * line, the parts.
 * @throws ProgramFailure for a line of more than 64 million characters.
 */
export async function* boundedLines(stream: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let number = 1;
  let passed = 0;
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk)).split("\n");
    for (const [index, line] of lines.entries()) {
      const isOpen = index === lines.length - 1;
      const parts = line.split("\r");
      if (isOpen) rest = parts.pop()!;
      for (const text of parts) if (text !== "") yield { text, number };
      if (!isOpen) number++;
    }
    if (lines.length > 1) passed = 0;
    // What follows the bar, a message perhaps, stands in what is left.
    for (; rest.length > 2 * PART; rest = rest.slice(PART)) {
      yield { text: rest.slice(0, PART), number };
      passed += PART;
    }
    if (passed <= LINE_LIMIT) continue;
    throw broken(
      badInput("Program printed a line that is too long", {
        where: "standard output",
        expected: `lines of at most ${LINE_LIMIT} characters`,
        got: `${passed + rest.length} characters without a line end, beginning with ${JSON.stringify(rest.slice(0, 60))}`,
        fix: "print messages only; predictions go into their files",
      }),
    );
  }
  if (rest !== "") yield { text: rest, number };
}
