import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectRoot } from "../../src/base/root.js";
import { allPages, guidePages, readPage, type Page } from "./pages.js";

/** Targets of `[text](target)` outside code. */
const linksOf = ({ prose }: Page): readonly string[] =>
  [...prose.replaceAll(/`[^`]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);

/** The anchors that a page's headings get. */
const anchorsOf = ({ prose }: Page): readonly string[] =>
  [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

/** Why a link leads nowhere, or null. */
function flawOf(page: Page, target: string): string | null {
  if (target.startsWith("https://")) return null;
  const [path] = target.split("#", 1);
  const anchor = target.split("#").at(1);
  const file = path === "" ? page.path : normalize(join(dirname(page.path), path));
  if (!existsSync(join(projectRoot(), file))) return `${target}: there is no ${file}`;
  if (anchor === undefined) return null;
  return anchorsOf(readPage(file)).includes(anchor) ? null : `${target}: no such heading`;
}

/** Pages that links lead to from a page, itself included. */
function reached(from: Page, pages: readonly Page[], seen = new Set<string>()): Set<string> {
  seen.add(from.path);
  for (const target of linksOf(from)) {
    const path = normalize(join(dirname(from.path), target.split("#")[0]));
    const next = pages.find((page) => page.path === path);
    if (next !== undefined && !seen.has(path)) reached(next, pages, seen);
  }
  return seen;
}

describe("links of README and docs", () => {
  const pages = allPages();

  for (const page of pages) {
    it(`${page.path}: each leads somewhere`, () => {
      const flaws = linksOf(page).flatMap((target) => flawOf(page, target) ?? []);
      assert.deepEqual(flaws, []);
    });
  }

  it("tell a dead link and a dead anchor", () => {
    const page = readPage("README.md");
    assert.match(flawOf(page, "docs/none.md") ?? "", /there is no docs\/none\.md/);
    assert.match(flawOf(page, "docs/adding.md#none") ?? "", /no such heading/);
    assert.equal(flawOf(page, "docs/adding.md#a-loss"), null);
  });

  it("lead from the README to every page", () => {
    const found = reached(readPage("README.md"), pages);
    assert.deepEqual(
      pages.map(({ path }) => path).filter((path) => !found.has(path)),
      [],
    );
  });
});

describe("README and guide", () => {
  it("are a README of one screenful of pages, and tables that fit a terminal", () => {
    const lines = readPage("README.md").text.split("\n").length - 1;
    assert.ok(lines <= 150, `the README has ${lines} lines`);
    const wide = guidePages().flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, at) => (line.length > 100 ? [`${path}:${at + 1}`] : [])),
    );
    assert.deepEqual(wide, []);
  });

  it("give each example a file and an id of its own", () => {
    const blocks = guidePages().flatMap(({ blocks: found }) => found);
    const files = blocks.flatMap(({ file }) => file ?? []);
    assert.deepEqual(
      files.filter((file, at) => files.indexOf(file) < at),
      [],
    );
    const ids = blocks.flatMap(({ text }) => /(?:table|figure)\("([\w-]+)"/.exec(text)?.[1] ?? []);
    assert.ok(ids.length > 5);
    assert.deepEqual(
      ids.filter((id, at) => ids.indexOf(id) < at),
      [],
    );
  });
});
