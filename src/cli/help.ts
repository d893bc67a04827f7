import { fold } from "../base/fold.js";

/** The widest that help is, on wide terminals and elsewhere. */
const WIDTH = 100;

/**
 * Help as yargs gives it without wrapping, in lines of the terminal's width: its own wrapping breaks words. What
 * follows the first column stays beside it.
 */
export function helpText(text: string, columns = process.stdout.columns): string {
  const width = process.stdout.isTTY && columns >= 40 ? Math.min(WIDTH, columns) : WIDTH;
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
