import { textWidth } from "./text-width.js";

/**
 * A text in lines of at most `width` columns, broken between words; those after the first of each line are indented.
 * A word that is wider by itself (a path) stays whole, so that it can be copied.
 */
export function fold(text: string, width: number, indent = "      "): string {
  return text
    .split("\n")
    .map((line) => foldLine(line, width, indent))
    .join("\n");
}

function foldLine(line: string, width: number, indent: string): string {
  if (textWidth(line) <= width) return line;
  const [lead] = /^ */.exec(line)!;
  const further = lead + (width < 3 * (lead.length + indent.length) ? " " : indent);
  const lines: string[] = [];
  let current = lead;
  // Runs of spaces are columns, and stay as they are within a line.
  for (const [, space, word] of line.slice(lead.length).matchAll(/( *)([^ ]+)/g)) {
    const isEmpty = current.trim() === "";
    if (!isEmpty && textWidth(current) + space.length + textWidth(word) > width) {
      lines.push(current);
      current = further + word;
    } else current += space + word;
  }
  return [...lines, current].join("\n");
}

/** A text with its middle left out where it is too long: labels of runs differ at both ends. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const tail = Math.min(Math.ceil((width - 1) / 2), width - 1);
  return `${text.slice(0, width - 1 - tail)}…${text.slice(text.length - tail)}`;
}

/** To a terminal's width; whole where it is none. */
export const forStream = (
  text: string,
  stream: { readonly isTTY?: boolean; readonly columns?: number },
): string =>
  stream.isTTY === true && (stream.columns ?? 0) >= 20 ? fold(text, stream.columns!) : text;
