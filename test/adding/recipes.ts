import { readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectRoot } from "../../src/base/root.js";

/** What a section of docs/adding.md tells a reader to do, and its commands. */
export interface Recipe {
  /** The section's heading: "A loss". */
  readonly name: string;
  /** Files to be written, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Lines to be added below a line that is there. */
  readonly lines: readonly {
    readonly file: string;
    readonly below: string;
    readonly add: string;
  }[];
}

const FENCE = /^```(\w+) (\S+)\n([^]*?)^```$/gm;

/** The recipes of docs/adding.md, in order. Only blocks whose info string names a file are part of one. */
export function readRecipes(): readonly Recipe[] {
  const [, ...sections] = readFileSync(join(projectRoot(), "docs", "adding.md"), "utf8").split(
    /^## /m,
  );
  return sections.map((section): Recipe => {
    const blocks = [...section.matchAll(FENCE)].map(([, kind, file, text]) => ({
      kind,
      file,
      text,
    }));
    return {
      name: section.slice(0, section.indexOf("\n")).trim(),
      files: Object.fromEntries(
        blocks.filter(({ kind }) => kind !== "diff").map(({ file, text }) => [file, text]),
      ),
      lines: blocks
        .filter(({ kind }) => kind === "diff")
        .flatMap(({ file, text }) => addedLines(file, text)),
    };
  });
}

/** Each run of added lines with the line above it. */
function addedLines(file: string, text: string): Recipe["lines"] {
  const found: { file: string; below: string; add: string }[] = [];
  let below = "";
  for (const line of text.split("\n").filter((each) => each !== "")) {
    if (line.startsWith("+")) found.push({ file, below, add: line.slice(1) });
    below = line.slice(1);
  }
  return found;
}

/**
 * Does in a copy of the project what a recipe says.
 * @throws Error when a file is there already, or the line above an added one is not there exactly once.
 */
export async function follow(recipe: Recipe, copy: string): Promise<void> {
  for (const [file, text] of Object.entries(recipe.files)) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await writeFile(join(copy, file), text, { flag: "wx" });
  }
  for (const { file, below, add } of recipe.lines) {
    const before = (await readFile(join(copy, file), "utf8")).split("\n");
    const at = before.indexOf(below);
    if (at < 0 || before.includes(below, at + 1)) {
      throw new Error(`${recipe.name}: expected one line in ${file} that reads ${below}`);
    }
    await writeFile(
      join(copy, file),
      [...before.slice(0, at + 1), add, ...before.slice(at + 1)].join("\n"),
    );
  }
}
