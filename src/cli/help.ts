import { fold } from "../base/text/fold.js";

/** Width of help on wide terminals, and where neither a terminal nor COLUMNS gives one. */
const WIDTH = 100;

/**
 * Help as yargs gives it without wrapping, in lines of the terminal's width: its own wrapping breaks words. What
 * follows the first column stays beside it.
 */
export function helpText(text: string): string {
  const { isTTY, columns } = process.stdout;
  const asked = isTTY ? columns : Number(process.env.COLUMNS);
  const width = asked >= 40 ? Math.min(WIDTH, asked) : WIDTH;
  return text
    .split("\n")
    .map((line) => {
      const found = /^( +\S.*? {2,})(\S.*)$/.exec(line);
      if (found === null) return fold(line, width);
      const [, first, rest] = found;
      const lines = fold(rest, width - first.length, "").split("\n");
      return first + lines.join(`\n${" ".repeat(first.length)}`);
    })
    .join("\n");
}
