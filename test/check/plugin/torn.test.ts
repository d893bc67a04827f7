import assert from "node:assert/strict";
import fc from "fast-check";
import { onNative } from "../../support/models/engines.js";
import { at, pluginFile, put, reportOf, type Path, type Value } from "./fields.js";

/** What a mistake of this program would read like. */
const MISTAKE = /broke off|Error:|Cannot read|is not a|undefined/;

/** Paths of all fields, with a few of the entries of long lists. */
function pathsIn(value: Value, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value).filter((_, i, all) => i < 2 || i === all.length - 1);
  const inner = Array.isArray(value) ? entries : Object.entries(value);
  return inner.flatMap(([key, each]) => [[...path, key], ...pathsIn(each, [...path, key])]);
}

/** What may stand where something else is meant; undefined: nothing. */
const OTHERS: readonly (Value | undefined)[] = [undefined, null, -1, 0, 99, 0.5, "x", [], {}, [[]]];

const RUNS = process.env.AMTL_SLOW_TESTS === undefined ? 40 : 600;

describe("torn golden files of plugins", function () {
  this.timeout(120_000);
  onNative();

  for (const plugin of ["jmrl", "milr", "logire"]) {
    it(`${plugin}: whatever stands in a field, the report says what is wrong with the file`, async () => {
      const file = await pluginFile(plugin);
      const fields = pathsIn(file).filter(
        ([first]) => !["golden", "kind", "name"].includes(String(first)),
      );
      const torn = fc.record({
        path: fc.constantFrom(...fields),
        other: fc.constantFrom(...OTHERS),
      });
      await fc.assert(
        fc.asyncProperty(torn, async ({ path, other }) => {
          const content = structuredClone(file);
          put(content, path, other);
          const { verdict, why } = await reportOf(content);
          assert.notEqual(verdict, "failed", why ?? "");
          assert.doesNotMatch(why ?? "", MISTAKE);
        }),
        { numRuns: RUNS },
      );
    });

    it(`${plugin}: a field that its values need is named where it is missing`, async () => {
      const file = await pluginFile(plugin);
      const holders: readonly Path[] = [["config"], ["inputs"], ["params"]];
      const known = holders.flatMap((path) => {
        const fields = path[0] in (file as object) ? at(file, path) : {};
        return Object.keys(fields as object).map((name) => [...path, name]);
      });
      // Where it is left out it is 4; the file has 3.
      for (const path of known.filter(([, name]) => name !== "top_k_cap")) {
        const content = structuredClone(file);
        put(content, path, undefined);
        const { verdict, why } = await reportOf(content);
        if (verdict === "unreadable") assert.match(why!, new RegExp(path.join("\\.")));
        else assert.equal(verdict, "ok", `${path.join(".")}: ${why ?? ""}`);
      }
    });
  }
});
