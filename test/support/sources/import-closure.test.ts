import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { closureHash, importClosure } from "./import-closure.js";

describe("support/sources/import-closure", () => {
  const checkout = (files: Readonly<Record<string, string>>): string => {
    const root = mkdtempSync(join(tmpdir(), "closure-"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  };
  const entry = { entries: ["src/a.ts"], without: ["src/messages/"] };
  const FILES = {
    "src/a.ts": `import { b } from "./b.js";
import type { T } from "./types.js";
import { type U } from "./other.js";
import { say } from "./messages/say.js";
/** Doubled. */
export const a = (x: T & U): number => { say(); return 2 * b(x); };
export const later = () => import("./lazy.js");
`,
    "src/b.ts": `export { b } from "./deep/c.js";\n`,
    "src/deep/c.ts": `export const b = (x: number): number => x + 1;\n`,
    "src/lazy.ts": `export const lazy = 1;\n`,
    "src/types.ts": `export type T = number;\nexport const unused = 1;\n`,
    "src/other.ts": `export type U = number;\nexport const unused = 1;\n`,
    "src/messages/say.ts": `export const say = (): string => "hello";\n`,
    "src/stray.ts": `export const stray = 1;\n`,
  };
  const before = closureHash(checkout(FILES), entry);

  it("follows values, also lazy ones and those passed on, no types, and not what is left out", () => {
    assert.deepEqual([...importClosure(checkout(FILES), entry).keys()].sort(), [
      "src/a.ts",
      "src/b.ts",
      "src/deep/c.ts",
      "src/lazy.ts",
    ]);
  });

  it("has the same hash after a comment, a type, a message, or a file that nothing imports changed", () => {
    const changed = checkout({
      ...FILES,
      "src/a.ts": FILES["src/a.ts"].replace("Doubled.", "Twice.").replace("x: T & U", "x: T"),
      "src/types.ts": `export type T = 1 | 2;\n`,
      "src/messages/say.ts": `export const say = (): string => "good evening";\n`,
      "src/stray.ts": `export const stray = 2;\n`,
    });
    assert.equal(closureHash(changed, entry), before);
  });

  it("has the same hash after files moved, and after an index got another line", () => {
    const moved = checkout({
      "src/room/first.ts": FILES["src/a.ts"]
        .replace("./b.js", "../c.js")
        .replace("./messages", "../messages")
        .replace("./lazy.js", "./deep/lazy.js"),
      "src/c.ts": `export { b } from "./room/c.js";\nexport { d } from "./room/d.js";\n`,
      "src/room/c.ts": FILES["src/deep/c.ts"],
      "src/room/d.ts": `export type D = 1;\n`,
      "src/room/deep/lazy.ts": FILES["src/lazy.ts"],
      "src/messages/say.ts": FILES["src/messages/say.ts"],
    });
    assert.equal(closureHash(moved, { ...entry, entries: ["src/room/first.ts"] }), before);
  });

  it("has another hash after arithmetic changed, however deep", () => {
    const changed = checkout({
      ...FILES,
      "src/deep/c.ts": `export const b = (x: number): number => x + 2;\n`,
    });
    assert.notEqual(closureHash(changed, entry), before);
  });

  it("says when an entry is gone", () => {
    assert.throws(() => closureHash(checkout({}), entry), /src\/a\.ts of the version guard/);
  });
});
