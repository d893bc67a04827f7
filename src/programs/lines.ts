import { StringDecoder } from "node:string_decoder";
import { badInput } from "../base/errors.js";
import { broken } from "./failure.js";

/** No message is this long; a line that goes on and on must not fill the memory. */
export const LINE_LIMIT = 2 ** 20;

/** What stands between two line ends; a progress bar ends its lines with carriage returns. */
export interface Line {
  readonly text: string;
  /** From 1, of lines that a line feed ends. */
  readonly number: number;
}

/**
 * Lines of a stream that are not empty, without their ends.
 * @throws ProgramFailure for a line of more than a million characters.
 */
export async function* boundedLines(stream: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let number = 1;
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk)).split("\n");
    for (const [index, line] of lines.entries()) {
      const isOpen = index === lines.length - 1;
      const parts = line.split("\r");
      if (isOpen) rest = parts.pop()!;
      for (const text of parts) if (text !== "") yield { text, number };
      if (!isOpen) number++;
    }
    if (rest.length <= LINE_LIMIT) continue;
    throw broken(
      badInput("Program printed a line that is too long", {
        where: "standard output",
        expected: `lines of at most ${LINE_LIMIT} characters`,
        got: `${rest.length} characters without a line end, beginning with ${JSON.stringify(rest.slice(0, 60))}`,
        fix: "print messages only; predictions go into their files",
      }),
    );
  }
  if (rest !== "") yield { text: rest, number };
}
