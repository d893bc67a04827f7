import type { Block } from "./pages.js";

/** A command that a block tells a reader to type. */
export interface Command {
  /** As it stands there, without prompt and comment, in one line. */
  readonly text: string;
  /** What the page says that it prints, or null where it does not say. */
  readonly output: string | null;
}

const withoutComment = (line: string): string => line.replace(/\s+# .*$/, "").trim();

/** The commands of a block: lines of `sh`, or lines after a `$` of `console` with what they print. */
export function commandsOf({ language, text }: Block): readonly Command[] {
  if (language === "sh") {
    return text
      .replaceAll(/\\\n\s*/g, "")
      .split("\n")
      .map(withoutComment)
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => ({ text: line, output: null }));
  }
  if (language !== "console") return [];
  return text.split(/^\$ /m).flatMap((part) => {
    const [line, ...output] = part.split("\n");
    return line === "" ? [] : [{ text: withoutComment(line), output: output.join("\n").trimEnd() }];
  });
}

/** The parts of a line that are calls of the program, each as its words. */
export const callsIn = (line: string): readonly (readonly string[])[] =>
  line
    .split(/ (?:&&|\|) /)
    .filter((part) => /^amtl-run( |$)/.test(part))
    .map((part) => wordsOf(part).slice(1));

/** Whether a line is one call of the program, which needs no shell. */
export const isOneCall = (line: string): boolean =>
  callsIn(line).length === 1 && !/ (?:&&|\|) |\$\(/.test(line);

/** Splits as a shell does, where quotes are around whole words. */
export const wordsOf = (text: string): readonly string[] =>
  [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]: readonly (string | undefined)[]) => double ?? single ?? bare ?? "",
  );

/** The calls of the program in the text between blocks: `amtl-run plan table4`. */
export const callsInProse = (prose: string): readonly (readonly string[])[] =>
  [...prose.matchAll(/`(amtl-run[^`]*)`/g)].flatMap(([, text]) =>
    callsIn(text.replaceAll(/\s+/g, " ")),
  );
