import assert from "node:assert/strict";
import { AmtlError } from "../../src/base/errors.js";
import { catalog } from "../../src/methods/index.js";
import type { Axes } from "../../src/experiment/dsl/axes.js";
import { checkTable } from "../../src/experiment/check/table.js";
import { cells, line, table } from "../../src/experiment/dsl/dsl.js";

/** Where and why a row is refused when its table is loaded; null when it loads. */
function refusal(axes: Axes): string | null {
  const definition = table("own", {
    title: "Own",
    base: { backbone: "atlop", encoder: "bert-base-cased" },
    rows: [line("row", axes)],
    columns: cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] }),
    seeds: [66],
  });
  try {
    checkTable(definition, "own.ts", catalog, []);
    return null;
  } catch (error) {
    assert.ok(error instanceof AmtlError, String(error));
    return error.details.where ?? "";
  }
}

describe("the program's losses in an experiment", () => {
  it("are known by an id, a version and a name", () => {
    for (const [id, { version, label }] of catalog.losses) {
      assert.match(id, /^[a-z][a-z0-9-]*$/);
      assert.ok(version >= 1, id);
      assert.notEqual(label, id, `${id} has a name for tables`);
    }
  });

  it("take their parameters, in segments as well", () => {
    assert.equal(refusal({ loss: "afl", params: { gamma: 2 } }), null);
    assert.equal(refusal({ loss: "ssrpu", params: { mTag: "PU" } }), null);
    const losses = ["atl", { loss: "hingeabl", params: { margin: 3 } }, "pemscl", "afl"];
    assert.equal(refusal({ loss: "amt", params: { losses } }), null);
    assert.equal(refusal({ loss: "amt", n: 2, params: { losses: ["atl", "aml"] } }), null);
  });

  it("are refused with file and axis where these are impossible", () => {
    const place = (name: string) => new RegExp(`^own\\.ts, .*axis params\\.${name}$`);
    for (const [name, axes] of [
      ["gamma", { loss: "afl", params: { gamma: -1 } }],
      ["tau", { loss: "pemscl", params: { tau: 0 } }],
      ["mTag", { loss: "ssr-pu", params: { mTag: "NP" } }],
      ["margni", { loss: "hingeabl", params: { margni: 5 } }],
      ["losses", { loss: "amt", params: { losses: ["atl", "aml"] } }],
      ["losses", { loss: "amt", n: 3, params: { losses: ["atl", "aml", "afl", "sat"] } }],
      ["losses", { loss: "amt", params: { losses: "bce" } }],
    ] as const) {
      assert.match(refusal(axes) ?? "loaded", place(name));
    }
  });
});
