import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "../src/base/root.js";
import { ENGINE_IDS } from "../src/engine/registry.js";
import { EXECUTORS } from "../src/executors/registry.js";
import { BACKBONES } from "../src/methods/backbones/registry.js";
import { DATASETS } from "../src/methods/datasets/registry.js";
import { ENCODERS } from "../src/methods/encoders/registry.js";
import { LOSSES } from "../src/methods/losses/registry.js";
import { PLUGINS } from "../src/methods/plugins/registry.js";
import { sourceFiles } from "./support/sources/imports.js";

/** A kind of thing: where alone its things may be named, and the ids of all of them. */
const KINDS: readonly (readonly [home: string, ids: Iterable<string>])[] = [
  ["src/methods/losses/", LOSSES.keys()],
  ["src/methods/backbones/", BACKBONES.keys()],
  ["src/methods/plugins/", PLUGINS.keys()],
  ["src/methods/datasets/", DATASETS.keys()],
  ["src/methods/encoders/", ENCODERS.keys()],
  ["src/executors/", EXECUTORS.map(({ id }) => id)],
  ["src/engine/", ENGINE_IDS],
];

/** Texts between quotes, types included, but for what is imported; comments are free. */
function literalsOf(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("a.ts", text, ts.ScriptTarget.ES2022, true));
  return found;
}

describe("names", () => {
  it("are found as text between quotes", () => {
    const text = 'import "./atl.js"; // "amt"\nconst a = x === "atl" ? `amtl` : y as "bce";';
    assert.deepEqual(literalsOf(text), ["atl", "amtl", "bce"]);
  });

  // A build of TensorFlow's library is called as the engine is that needs it; its type is all that is there.
  const files = sourceFiles(projectRoot(), ["src"])
    .filter(({ path }) => path !== "src/contract/compute/engine.ts")
    .map(({ path }) => ({
      path,
      literals: literalsOf(readFileSync(join(projectRoot(), path), "utf8")),
    }));

  for (const [home, ids] of KINDS) {
    it(`of things in ${home} are named nowhere else`, () => {
      const known = new Set(ids);
      const naming = files
        .filter(({ path }) => !path.startsWith(home))
        .flatMap(({ path, literals }) =>
          literals.filter((text) => known.has(text)).map((text) => `${path}: "${text}"`),
        );
      assert.deepEqual(naming, []);
    });
  }
});
