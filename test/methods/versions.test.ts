import assert from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/base/root.js";
import {
  moduleVersions,
  recordPath,
  type ModuleVersion,
} from "../support/sources/module-versions.js";

const record = JSON.parse(readFileSync(recordPath(), "utf8")) as Record<string, ModuleVersion>;
const now = moduleVersions();

describe("hand-kept versions of modules that change results", () => {
  for (const [name, { version, sha256 }] of Object.entries(now)) {
    it(`${name}: its code has not changed under version ${version}`, function () {
      // What was just added has no results yet; `npm run record-versions` begins to guard it.
      if (!Object.hasOwn(record, name)) this.skip();
      assert.equal(version, record[name].version, "a new version: npm run record-versions");
      assert.equal(
        sha256,
        record[name].sha256,
        `raise the version of ${name}, or, if results stay the same but for float32 rounding: npm run record-versions -- ${name}`,
      );
    });
  }

  it("are recorded for modules that exist", () => {
    const modules = Object.keys(now);
    assert.deepEqual(
      Object.keys(record).filter((name) => !modules.includes(name)),
      [],
    );
  });
});

describe("the guard of those versions", () => {
  /** The modules whose hash changes when a copy of the sources does. */
  function firesAfter(change: (root: string) => void): string[] {
    const root = mkdtempSync(join(tmpdir(), "guard-"));
    for (const folder of ["src", "native"]) {
      cpSync(join(projectRoot(), folder), join(root, folder), { recursive: true });
    }
    change(root);
    const after = moduleVersions(root);
    return Object.keys(now).filter((name) => now[name].sha256 !== after[name].sha256);
  }
  const edit = (file: string, from: string | RegExp, to: string) => (root: string) => {
    const text = readFileSync(join(root, file), "utf8");
    assert.notEqual(text.replace(from, to), text, `${file} has no ${String(from)}`);
    writeFileSync(join(root, file), text.replace(from, to));
  };

  it("is silent when a backbone is added, with its line in the list", () => {
    const fired = firesAfter((root) => {
      const folder = join(root, "src/methods/backbones/another");
      mkdirSync(folder);
      writeFileSync(join(folder, "spec.ts"), `export const another = { id: "another" };\n`);
      const list = join(root, "src/methods/backbones/index.ts");
      appendFileSync(list, `export { another } from "./another/spec.js";\n`);
    });
    assert.deepEqual(fired, []);
  });

  it("is silent when the reader of git's facts changes", () => {
    const change = (root: string): void => {
      appendFileSync(join(root, "src/provenance/facts/git.ts"), "export const more = 1;\n");
    };
    assert.deepEqual(firesAfter(change), []);
  });

  it("fires for the trainer when its arithmetic changes, and for nothing else", () => {
    const change = edit("src/train/optimizer/optimizer.ts", "rate * decayOf", "decayOf");
    assert.deepEqual(firesAfter(change), ["trainer"]);
  });

  it("fires for the encoder when an operation in C++ changes", () => {
    const change = edit("native/support/arithmetic.h", "1.0f / 5040", "1.0f / 5000");
    assert.deepEqual(firesAfter(change), ["encoder"]);
  });

  it("fires for a loss when what it shares with others changes, and for those", () => {
    const change = edit("src/methods/losses/shared/log-sigmoid.ts", "return", "return 2 *");
    const fired = firesAfter(change);
    assert.ok(fired.length > 0 && fired.every((name) => name.startsWith("loss/")), fired.join());
  });
});
