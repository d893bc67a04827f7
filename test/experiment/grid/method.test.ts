import assert from "node:assert/strict";
import { AmtlError } from "../../../src/base/errors.js";
import { catalog } from "../../../src/methods/index.js";
import type { Axes } from "../../../src/experiment/dsl/axes.js";
import { checkTable } from "../../../src/experiment/check/table.js";
import { amtl, cells, line, loss, table, type Line } from "../../../src/experiment/dsl/dsl.js";
import { expand } from "../../../src/experiment/grid/grid.js";
import { planRuns, type Plan } from "../../../src/experiment/plan/plan.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import type { TrainSpec } from "../../../src/contract/train-spec.js";
import { readPaperTable } from "../../../src/report/paper/printed.js";

const load = (rows: readonly Line[], printed: Parameters<typeof checkTable>[3] = []) =>
  checkTable(
    table("mine", {
      title: "Mine",
      base: { backbone: "atlop", encoder: "bert-base-cased" },
      rows,
      columns: cells({ trainedOn: "redocred", scoredOn: "redocred/dev", metrics: ["f1"] }),
      seeds: [66],
    }),
    "mine.ts",
    catalog,
    printed,
  );

const planOf = (...rows: readonly Line[]): Plan =>
  planRuns(expand(load(rows), PROFILES.paper, [66], {}, catalog), () => ({}));
const specOf = (axes: Axes): TrainSpec => planOf(line("x", axes)).runs[0].spec;
const held = (axes: Axes): unknown => {
  const { losses } = specOf(axes).loss.params;
  return Array.isArray(losses) ? losses.map((entry: { loss: string }) => entry.loss) : losses;
};

const refused = (axes: Axes): AmtlError => {
  try {
    load([line("x", axes)]);
  } catch (error) {
    assert.ok(error instanceof AmtlError, String(error));
    assert.equal(error.exitCode, 2);
    return error;
  }
  assert.fail(`loaded: ${JSON.stringify(axes)}`);
};

describe("losses in the AMT framework", () => {
  it("share their runs where two spellings mean one training", () => {
    const rows = [
      amtl(),
      loss("atl", { label: "ATL with AMT", framework: "amt" }),
      amtl({ label: "n = 4", n: 4 }),
      loss("atl+atl", { label: "one each", n: 2 }),
      loss("amtl", { label: "shared", thresholds: "shared" }),
      loss("amtl", { label: "all relations", labelSpace: 96 }),
      loss("amtl", { label: "as released", segments: [10, 20, 46, 20] }),
    ];
    const { runs } = planOf(...rows);
    assert.equal(runs.length, 2);
    assert.equal(runs[0].cells.length, 6);
  });

  it("stand in all segments, or one in each", () => {
    assert.deepEqual(held({ loss: "afl", framework: "amt" }), ["afl"]);
    assert.deepEqual(held({ loss: "atl+afl+aml+sat" }), ["atl", "afl", "aml", "sat"]);
    assert.deepEqual(held({ loss: "ssrpu+atl", n: 2 }), ["ssr-pu", "atl"]);
    assert.deepEqual(held({ loss: "amtl", thresholds: "own" }), ["atl"]);
    assert.equal(held({ loss: "afl" }), undefined);
    assert.equal(specOf({ loss: "afl", framework: "amt", n: 9 }).layout.lambda, 8.5);
    assert.equal(specOf({ loss: "afl", framework: "amt", thresholds: "own" }).layout.lambda, 1);
  });

  it("take parameters of the framework and of the loss by their names", () => {
    const params = { naLabel: "slice", margin: 3 };
    const { loss: spec } = specOf({ loss: "hingeabl", framework: "amt", params });
    assert.equal(spec.params.naLabel, "slice");
    const [entry] = spec.params.losses as unknown as { params: Record<string, unknown> }[];
    assert.equal(entry.params.margin, 3);
  });

  it("have labels that say what differs", () => {
    const labelOf = (axes: Axes): string => planOf(line("x", axes)).runs[0].label.split(" ")[1];
    assert.equal(labelOf({ loss: "amtl", n: 9 }), "amtl-n9-l8.5");
    assert.equal(labelOf({ loss: "afl", framework: "amt" }), "amt-4xafl-n4-l3.5");
    assert.equal(labelOf({ loss: "atl+atl+aml+afl" }), "amt-atl+atl+aml+afl-n4-l3.5");
    assert.equal(labelOf({ loss: "amtl", thresholds: "own" }), "amt-4xatl-n4-l1-own");
    assert.equal(labelOf({ loss: "amtl", segments: [48, 48] }), "amtl-n2-l1.5-48/48");
    assert.equal(labelOf({ loss: "amtl", labelSpace: 20 }), "amtl-n2-l1.5-top20");
    assert.equal(labelOf({ loss: "atl", labelSpace: 20 }), "atl-top20");
  });

  it("are refused where they contradict themselves, with file, axis and value", () => {
    const cases: readonly (readonly [axis: string, axes: Axes])[] = [
      ["framework", { loss: "amtl", framework: "single" }],
      ["framework", { loss: "atl+afl", framework: "single", n: 2 }],
      ["framework", { loss: "atl", framework: "multi" }],
      ["thresholds", { loss: "atl", thresholds: "own" }],
      ["lambda", { loss: "amtl", thresholds: "own", lambda: 3 }],
      ["lambda", { loss: "amtl", lambda: NaN }],
      ["loss", { loss: "atl+afl" }],
      ["loss", { loss: "atl+afl+aml+sat", labelSpace: 20 }],
      ["loss", { loss: "atl+bce", n: 2 }],
      ["loss", { loss: "atl+atk", n: 2 }],
      ["loss", { loss: "bce", framework: "amt" }],
      ["n", { loss: "afl", framework: "amt", n: 0 }],
      ["segments", { loss: "afl", framework: "amt", segments: [96, 10] }],
      ["params.margin", { loss: "afl+aml", n: 2, params: { margin: 3 } }],
      ["params.margin", { loss: "afl", framework: "amt", params: { margin: 3 } }],
      ["decode", { loss: "atl", decode: "averaged" }],
      ["decode", { loss: "amtl", thresholds: "own", decode: "averaged" }],
      ["decode", { loss: "balanced-softmax", decode: "raw" }],
      ["factor", { loss: "atl", factor: 0 }],
      ["factor", { loss: "bce", factor: "dev" }],
    ];
    for (const [axis, axes] of cases) {
      const { details } = refused(axes);
      assert.match(details.where ?? "", /^mine\.ts, /, JSON.stringify(axes));
      assert.ok(
        details.where?.endsWith(`axis ${axis}`),
        `${JSON.stringify(axes)}: ${details.where}`,
      );
      assert.ok(details.expected !== undefined && details.got !== undefined, JSON.stringify(axes));
    }
  });
});

describe("decoders", () => {
  it("of the same model are evaluations of one training", () => {
    const rows = [
      amtl(),
      loss("amtl", { label: "averaged", decode: "averaged" }),
      loss("amtl", { label: "scaled", factor: 0.875 }),
      loss("amtl", { label: "best on dev", factor: "dev" }),
    ];
    const { runs } = planOf(...rows);
    assert.equal(runs.length, 1);
    assert.deepEqual(
      runs[0].evals.map(({ spec }) => spec.decoder),
      [
        { rule: "th", k: 4, threshold: "raw", factor: 1 },
        { rule: "th", k: 4, threshold: "averaged", factor: 1 },
        { rule: "th", k: 4, threshold: "raw", factor: 0.875 },
        { rule: "th", k: 4, threshold: "raw", factor: 1, tuned: "factor" },
      ],
    );
    assert.deepEqual(runs[0].spec.decoder, runs[0].evals[0].spec.decoder);
  });
});

describe("printed cells", () => {
  it("belong to losses in the framework, one or several, and to nothing that the paper does not vary", async () => {
    const tables = await Promise.all(["table2", "table5"].map(readPaperTable));
    const printed = tables.flatMap((each) => each.cells);
    const tiedTo = (axes: Axes): string | null => load([line("x", axes)], printed).cells[0].printed;
    assert.equal(tiedTo({ loss: "atl+atl+aml+afl" }), "table2/r04/c1");
    assert.equal(tiedTo({ loss: "afl" }), "table5/r04/c1");
    assert.equal(tiedTo({ loss: "afl", framework: "amt" }), "table5/r04/c2");
    assert.equal(tiedTo({ loss: "amtl" }), "table5/r01/c2");
    assert.equal(tiedTo({ loss: "amtl", factor: 1, decode: "raw" }), "table5/r01/c2");
    for (const axes of [
      { loss: "amtl", factor: 0.875 },
      { loss: "amtl", factor: "dev" },
      { loss: "amtl", decode: "averaged" },
      { loss: "amtl", thresholds: "own" },
      { loss: "amtl", lambda: 4 },
      { loss: "afl", framework: "amt", params: { naLabel: "slice" } },
    ] as const) {
      assert.equal(tiedTo(axes), null, JSON.stringify(axes));
    }
  });
});
