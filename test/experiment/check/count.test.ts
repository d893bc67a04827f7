import assert from "node:assert/strict";
import { AmtlError } from "../../../src/base/errors.js";
import { checkTable } from "../../../src/experiment/check/table.js";
import type { Axes } from "../../../src/experiment/dsl/axes.js";
import { line, table } from "../../../src/experiment/dsl/dsl.js";
import type { Experiment } from "../../../src/experiment/dsl/experiment.js";
import { expand, seedsOf } from "../../../src/experiment/grid/grid.js";
import { catalog } from "../../../src/methods/index.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";

const counting = (axes: Axes): Experiment =>
  checkTable(
    table("counts", {
      title: "Counts",
      base: {},
      rows: [line("row", axes)],
      columns: [line("#Triples.", { metric: "triples" })],
      seeds: [],
    }),
    "counts.ts",
    catalog,
    [{ id: "printed", key: { dataset: "redocred", split: "dev", metric: "triples" } }],
  );

const refusal = (axes: Axes): string => {
  try {
    counting(axes);
  } catch (error) {
    if (error instanceof AmtlError) return `${error.message} ${error.details.where}`;
    throw error;
  }
  throw new assert.AssertionError({ message: "the definition loaded" });
};

describe("a cell that counts documents", () => {
  it("has neither run nor seed, and stands beside the paper's count", () => {
    const experiment = counting({ counted: "redocred/dev" });
    assert.deepEqual(seedsOf(experiment, PROFILES.paper, [5]), []);
    const [{ status, printed }] = expand(experiment, PROFILES.paper, [], {}, catalog);
    assert.deepEqual(status, { kind: "count", split: "redocred/dev", metric: "triples" });
    assert.equal(printed, "printed");
  });

  it("says what the profile lacks", () => {
    const [{ status }] = expand(
      counting({ counted: "docgnre-gpt/train" }),
      PROFILES.mini,
      [],
      {},
      catalog,
    );
    assert.deepEqual(status, { kind: "no-data", lacks: "docgnre-gpt/train" });
  });

  it("says nothing of a run", () => {
    assert.match(refusal({ counted: "redocred/dev", loss: "atl" }), /axis loss/);
    assert.match(refusal({}), /Missing axes/);
    assert.match(refusal({ counted: "redocred/development" }), /Unknown counted/);
  });
});
