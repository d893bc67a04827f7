import { sha256 } from "../base/canonical.js";
import { parseLine } from "../base/read-json.js";
import { count, fields, oneOf, text } from "../base/shape.js";

/** First line of a file of kept predictions: what the lines after it are. Earlier versions wrote none. */
const head = fields({ schema: oneOf(1), count, sha256: text });

const countOf = (lines: string): number => lines.split("\n").length - 1;

/** The content of a file that keeps these lines, each with its line end. */
export const keptFile = (lines: string): string =>
  `${JSON.stringify({ schema: 1, count: countOf(lines), sha256: sha256(lines) })}\n${lines}`;

/** The lines of a file of kept predictions; null where they are not those that were kept. */
export function keptLines(
  content: string,
): { readonly lines: string; readonly sealed: boolean } | null {
  // One that is kept has its first line, also where nothing was predicted.
  if (content === "") return null;
  const end = content.indexOf("\n") + 1;
  if (!content.startsWith('{"schema"')) return { lines: content, sealed: false };
  const first = parseLine(content.slice(0, end), head);
  const lines = content.slice(end);
  const fits = first?.sha256 === sha256(lines) && first.count === countOf(lines);
  return fits ? { lines, sealed: true } : null;
}
