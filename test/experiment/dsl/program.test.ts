import assert from "node:assert/strict";
import { AmtlError } from "../../../src/base/errors.js";
import type { Axes } from "../../../src/experiment/dsl/axes.js";
import { checkTable } from "../../../src/experiment/check/table.js";
import type { Experiment } from "../../../src/experiment/dsl/experiment.js";
import { trainDependencies, trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import { expand, type GridCell } from "../../../src/experiment/grid/grid.js";
import { cells, line, loss, table } from "../../../src/experiment/dsl/index.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import type { TrainSpec } from "../../../src/contract/train-spec.js";
import { programAxisName, programKey, programName } from "../../../src/experiment/dsl/program.js";
import { catalog } from "../../../src/methods/index.js";

const PROGRAM = "python my_train.py";
const withProgram = {
  ...catalog,
  programs: new Map([[programKey(PROGRAM), { command: ["python", "my_train.py"] }]]),
};

function experimentOf(row: Axes, base: Axes = {}, column: Axes = {}): Experiment {
  const [scored] = cells({
    trainedOn: "redocred",
    scoredOn: "redocred/test",
    metrics: ["f1"],
  });
  const definition = table("t", {
    title: "t",
    base: { encoder: "bert-base-cased", ...base },
    rows: [line("Row", row)],
    columns: [{ ...scored, axes: { ...scored.axes, ...column } }],
    seeds: [5],
  });
  return checkTable(definition, "t.ts", withProgram, []);
}

const gridOf = (...axes: Parameters<typeof experimentOf>): GridCell =>
  expand(experimentOf(...axes), PROFILES.smoke, [5], {}, withProgram)[0];

function specOf(...axes: Parameters<typeof experimentOf>): TrainSpec {
  const { status } = gridOf(...axes);
  assert.ok(status.kind === "runs");
  return status.runs[0].train;
}

function refuses(message: RegExp, where: RegExp, ...axes: Parameters<typeof experimentOf>): void {
  assert.throws(
    () => experimentOf(...axes),
    (error) =>
      error instanceof AmtlError &&
      error.exitCode === 2 &&
      message.test(error.message) &&
      where.test(error.details.where ?? ""),
  );
}

describe("a program as an axis", () => {
  it("has its own backbone and loss where only base names others", () => {
    const spec = specOf({ worker: PROGRAM, params: { hidden: 512 } }, loss("amtl").axes);
    assert.equal(spec.backbone, "foreign");
    assert.deepEqual(spec.loss, { id: "foreign", params: { hidden: 512 } });
    assert.equal(spec.layout.segments, null);
    assert.deepEqual(spec.worker, { command: ["python", "my_train.py"] });
  });

  it("is asked for the backbone and loss that are named beside it, or with it in base", () => {
    const beside = specOf({ worker: PROGRAM, backbone: "dreeam", loss: "amtl" });
    const inBase = specOf({ loss: "amtl" }, { worker: PROGRAM, backbone: "dreeam" });
    assert.deepEqual(inBase, beside);
    assert.equal(beside.backbone, "dreeam");
    assert.equal(beside.layout.segments?.length, 4);
    const inColumn = specOf({ loss: "amtl" }, { backbone: "atlop" }, { worker: PROGRAM });
    assert.deepEqual([inColumn.backbone, inColumn.loss.id], ["foreign", "amtl"]);
  });

  it("makes another run than the built-in trainer of the same request, which rests on the data alone", () => {
    const request = { backbone: "atlop", loss: "atl" };
    const own = specOf(request);
    const { worker, ...rest } = specOf({ ...request, worker: PROGRAM });
    assert.deepEqual(rest, own);
    const asked = { ...rest, worker: worker! };
    assert.notEqual(trainIdOf(asked, {}).trainId, trainIdOf(own, {}).trainId);
    assert.deepEqual(trainDependencies(asked), [
      "data:redocred/train",
      "data:redocred/dev",
      "worker:python my_train.py",
    ]);
    const versioned = { ...asked, worker: { ...asked.worker, version: "2" } };
    assert.notEqual(trainIdOf(versioned, {}).trainId, trainIdOf(asked, {}).trainId);
  });

  it("cannot fill cells that are made of scores", () => {
    const request = { worker: PROGRAM, backbone: "atlop", loss: "amtl" };
    for (const more of [{ decode: "averaged" }, { factor: 0.5 }, { factor: "dev" }] as const)
      assert.equal(gridOf({ ...request, ...more }).status.kind, "no-scores");
    for (const more of [{ decode: "raw" }, { factor: 1 }] as const)
      assert.equal(gridOf({ ...request, ...more }).status.kind, "runs");
    assert.equal(gridOf(request, {}, { metric: "threshold" }).status.kind, "no-scores");
  });

  it("is needed by what the built-in trainer does not have", () => {
    refuses(/axis backbone/, /axis backbone$/, { backbone: "foreign", loss: "atl" });
    refuses(/axis loss/, /axis loss$/, { backbone: "atlop", loss: "foreign" });
    refuses(/axis loss/, /axis loss$/, { worker: PROGRAM, loss: "atl+foreign" });
    refuses(/axis n/, /axis n$/, { worker: PROGRAM, n: 4 });
    refuses(/axis lambda/, /axis lambda$/, { worker: PROGRAM, lambda: 3 });
  });

  it("is a command, or says more in known fields", () => {
    for (const worker of [
      "",
      { command: [] },
      { command: "a", silence: 0 },
      { command: "a", x: 1 },
    ])
      refuses(/axis worker/, /axis worker$/, { worker });
  });

  it("is named by the file that it runs, and its version", () => {
    assert.equal(programName({ command: ["python", "-u", "train.py", "a.yaml"] }), "train.py");
    const set = ["env", "RATE=0.5", "python", "train.py"];
    assert.equal(programName({ command: set }), "train.py");
    assert.equal(programName({ command: ["train.sh"], version: "2" }), "train.sh@2");
    assert.equal(programName({ command: ["python", "-m", "lab"] }), "python -m lab");
    assert.equal(programAxisName(" /usr/bin/python  lab/train.py "), "train.py");
    assert.equal(programAxisName({ command: ["./lab/train.sh"], version: 2 }), "train.sh@2");
  });
});
