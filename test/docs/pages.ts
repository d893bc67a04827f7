import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/base/root.js";

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  /** The file that its info string names, or null. */
  readonly file: string | null;
  readonly text: string;
  /** Line of its fence, from 1. */
  readonly line: number;
  /** What the comment right before it says, such as "not run: needs a GPU", or null. */
  readonly mark: string | null;
}

export interface Page {
  /** Path below the project: "docs/guide/cost.md". */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** The text without its fenced blocks. */
  readonly prose: string;
}

const FENCE = /^```(\w+)(?: (\S+))?\n([^]*?)^```$/gm;
const COMMENT = /<!-- ((?:(?!-->)[^])*) -->\s*$/;

const linesBefore = (text: string, at: number): number => text.slice(0, at).split("\n").length;

export function readPage(path: string): Page {
  const text = readFileSync(join(projectRoot(), path), "utf8");
  const blocks = [...text.matchAll(FENCE)].map((found): Block => {
    const [, language, , code] = found;
    const file = found.at(2) ?? null;
    const mark = COMMENT.exec(text.slice(0, found.index))?.[1] ?? null;
    const line = linesBefore(text, found.index);
    return { language, file, text: code, line, mark };
  });
  return { path, text, blocks, prose: text.replaceAll(FENCE, "") };
}

const markdownIn = (folder: string): readonly string[] =>
  readdirSync(join(projectRoot(), folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));

/** The README and the guide: pages whose commands are tried. */
export const guidePages = (): readonly Page[] =>
  ["README.md", ...markdownIn("docs/guide")].map(readPage);

/** All pages that a user reads. */
export const allPages = (): readonly Page[] => [
  ...guidePages(),
  ...["CHANGELOG.md", ...markdownIn("docs")].map(readPage),
];
