import assert from "node:assert/strict";
import { AmtlError } from "../../../src/base/errors.js";
import type { Catalog } from "../../../src/contract/catalog.js";
import { checkTable } from "../../../src/experiment/check/table.js";
import type { Axes } from "../../../src/experiment/dsl/axes.js";
import { cells, line, table } from "../../../src/experiment/dsl/dsl.js";
import { expand } from "../../../src/experiment/grid/grid.js";
import {
  checkSettings,
  readSettings,
  type Settings,
} from "../../../src/experiment/grid/settings.js";
import { trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import { planRuns, type Plan } from "../../../src/experiment/plan/plan.js";
import { backbonesWith } from "../../../src/methods/backbones/registry.js";
import { catalog } from "../../../src/methods/index.js";
import { pluginsWith } from "../../../src/methods/plugins/registry.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import { restsOnWith } from "../../../src/methods/rests-on.js";
import { shrink, sum } from "./toys.js";

const [backbones, plugins] = [backbonesWith([sum]), pluginsWith([shrink])];
const withToys: Catalog = { ...catalog, backbones, plugins };

function planOf(axes: Axes, settings: Settings = {}): Plan {
  const definition = table("own", {
    title: "Own",
    base: { backbone: "sum", encoder: "bert-base-cased", loss: "atl" },
    rows: [line("row", axes)],
    columns: cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] }),
    seeds: [66],
  });
  const experiment = checkTable(definition, "own.ts", withToys, []);
  const grid = expand(experiment, PROFILES.smoke, [66], settings, withToys);
  const one = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));
  return planRuns(grid, one, restsOnWith(backbones, plugins));
}

describe("a backbone in the plan", () => {
  it("has its own sizes at the profile's scale, and its own schedule", () => {
    const [{ spec, dependencies }] = planOf({}).runs;
    assert.deepEqual(spec.head, { start: 0.125 });
    assert.equal(spec.schedule.select, "ignF1");
    assert.equal(spec.schedule.clip, null);
    assert.equal(spec.schedule.epochs, 1, "what it does not say is the profile's");
    assert.ok("version:backbone/sum" in dependencies);
  });

  it("takes settings by its own names, checked by its own rules", () => {
    const settings = checkSettings(readSettings(["start=2"]), backbones);
    assert.deepEqual(planOf({}, settings).runs[0].spec.head, { start: 2 });
    assert.throws(() => checkSettings(readSettings(["start=high"]), backbones), AmtlError);
    assert.throws(() => checkSettings(settings), AmtlError, "no backbone of the project has it");
  });
});

describe("a plugin in the plan", () => {
  it("is part of the run's identity, with its parameters", () => {
    const [without] = planOf({}).runs;
    const usual = planOf({ plugin: "shrink" }).runs.at(-1)!;
    const other = planOf({ plugin: "shrink", pluginParams: { weight: 1 } }).runs.at(-1)!;
    assert.deepEqual(usual.spec.plugin, { id: "shrink", params: { weight: 0.1, shift: 1 } });
    assert.ok("version:plugin/shrink" in usual.dependencies);
    assert.equal(new Set([without.trainId, usual.trainId, other.trainId]).size, 3);
    assert.match(usual.label, /^sum shrink atl /);
  });

  it("is refused with parameters that it does not take, and parameters without it", () => {
    const where = (axes: Axes): string | undefined => {
      try {
        planOf(axes);
        return undefined;
      } catch (error) {
        return error instanceof AmtlError ? error.details.where : undefined;
      }
    };
    assert.match(where({ plugin: "shrink", pluginParams: { wieght: 1 } }) ?? "", /pluginParams/);
    assert.match(where({ pluginParams: { weight: 1 } }) ?? "", /axis pluginParams/);
  });
});

describe("a run that rests on another", () => {
  it("comes after it in the plan, which has both", () => {
    const { runs, cells: planned } = planOf({ plugin: "shrink" });
    const [frozen, run] = runs;
    assert.equal(runs.length, 2);
    assert.deepEqual(run.restsOn, { frozen: frozen.trainId });
    assert.equal(frozen.restsOn, undefined);
    assert.equal(frozen.spec.plugin, null);
    assert.deepEqual(frozen.evals, []);
    assert.deepEqual(
      planned[0].results.map(({ trainId }) => trainId),
      [run.trainId],
    );
  });

  it("is another run where that one is", () => {
    const [frozen, run] = planOf({ plugin: "shrink" }).runs;
    assert.equal(run.dependencies["run:frozen"], frozen.trainId);
    const { trainId, fields } = trainIdOf(run.spec, {
      ...run.dependencies,
      "run:frozen": "another",
    });
    assert.notEqual(trainId, run.trainId);
    assert.match(fields.find(({ name }) => name === "run:frozen")!.reason, /rests on/);
  });

  it("shares it with a cell that asks for it by itself", () => {
    const [frozen] = planOf({ plugin: "shrink" }).runs;
    assert.equal(planOf({}).runs[0].trainId, frozen.trainId);
  });
});
