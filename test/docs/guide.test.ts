import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { documentsFile, writeTinyBert } from "../support/runs/own-data.js";
import { inFolder } from "../support/runs/runs.js";
import { commandsOf } from "./commands.js";
import { guidePages, type Page } from "./pages.js";
import { prepare, tryPage } from "./try-page.js";

const isReal = process.env.AMTL_SLOW_TESTS !== undefined;

/** A page of one block. */
const pageOf = (language: string, text: string, mark: string | null = null): Page => {
  const block = { language, file: null, text, line: 1, mark };
  return { path: "test.md", text: "", prose: "", blocks: [block] };
};

/** What a page takes for granted that a reader has. */
const MATERIAL: Readonly<Partial<Record<string, (folder: string) => Promise<void>>>> = {
  "docs/guide/own-data.md": async (folder) => {
    const counts = { train: 80, dev: 10, test: 10 } as const;
    for (const split of ["train", "dev", "test"] as const) {
      await writeFile(join(folder, `cdr-${split}.json`), documentsFile(split, counts[split]));
    }
    await writeTinyBert(join(folder, "scibert"));
  },
};

const tryHere = (page: Page): Promise<void> =>
  inFolder(async (folder) => {
    await prepare(folder);
    await MATERIAL[page.path]?.(folder);
    await tryPage(page, { folder, isReal });
  });

describe("what README and guide tell a reader to type", function () {
  this.timeout(isReal ? 3_600_000 : 300_000);

  for (const page of guidePages()) {
    if (page.blocks.flatMap(commandsOf).length === 0) continue;
    it(`${page.path} works as it stands there`, () => tryHere(page));
  }

  it("is told to be wrong where a command, its end or what it prints is wrong", async () => {
    const wrong: readonly Page[] = [
      pageOf("sh", "amtl-run plan table44\n"),
      pageOf("sh", "amtl-run plan table4 --only loss=atl\n", "exit 3"),
      pageOf("sh", "amtl-run run table4 --only loss=atll\n", "not run: it trains"),
      pageOf("sh", "amtl-run list\n", "not run"),
      pageOf("console", "$ amtl-run version\namtl-run 9.9\n"),
    ];
    for (const page of wrong) await assert.rejects(tryHere(page), page.blocks[0].text);
    await tryHere(
      pageOf("console", "$ amtl-run version\namtl-run 9.8\n", "numbers differ: versions"),
    );
  });
});
