import { StringDecoder } from "node:string_decoder";
import { badInput } from "../base/errors.js";
import { broken } from "./failure.js";

/** No message is this long; a line that goes on and on must not fill the memory. */
export const LINE_LIMIT = 2 ** 20;

/**
 * Lines of a stream, without their ends.
 * @throws ProgramFailure for a line of more than a million characters.
 */
export async function* boundedLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of stream) {
    const parts = (rest + decoder.write(chunk)).split("\n");
    rest = parts.pop()!;
    for (const line of parts) yield line.replace(/\r$/, "");
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
  if (rest !== "") yield rest;
}
