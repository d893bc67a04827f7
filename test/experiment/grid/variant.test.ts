import assert from "node:assert/strict";
import { line, table } from "../../../src/experiment/dsl/dsl.js";
import type { Axes } from "../../../src/experiment/dsl/axes.js";
import { checkTable } from "../../../src/experiment/check/table.js";
import { expand } from "../../../src/experiment/grid/grid.js";
import type { TrainSpec, VariantId } from "../../../src/contract/train-spec.js";
import { catalog } from "../../../src/methods/index.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import { variantOf } from "../../../src/methods/profiles/variants.js";

/** The training of one cell. */
function specOf(
  axes: Axes,
  variant: VariantId | null,
  profile: "smoke" | "paper" = "paper",
): TrainSpec {
  const definition = table("rates", {
    title: "Rates",
    base: { trainedOn: "redocred", scoredOn: "redocred/test", metric: "f1" },
    rows: [line("row", axes)],
    columns: [line("F1", {})],
    seeds: [5],
  });
  const experiment = checkTable(definition, "rates.ts", catalog, []);
  const [{ status }] = expand(experiment, PROFILES[profile], [5], {}, catalog, variant);
  assert.equal(status.kind, "runs");
  return status.runs[0].train;
}

const OFFICIAL: VariantId = "official-rates";
const base = { backbone: "atlop", encoder: "bert-base-cased" };
const large = { backbone: "atlop", encoder: "roberta-large" };

describe("the variant official-rates", () => {
  it("gives ATLOP with other losses the rates of their code, which it names in the run", () => {
    const rates = [
      [{ ...base, loss: "atl" }, 4e-5, 5e-5],
      [{ ...large, loss: "atl" }, 2e-5, 3e-5],
      [{ ...base, loss: "hingeabl" }, 4e-5, 5e-5],
      [{ ...base, loss: "pemscl" }, 4e-5, 5e-5],
    ] as const;
    for (const [axes, kept, official] of rates) {
      const usual = specOf(axes, null);
      assert.equal(usual.schedule.rate, kept);
      assert.equal("variant" in usual, false);
      const schedule = { ...usual.schedule, rate: official };
      assert.deepEqual(specOf(axes, OFFICIAL), { ...usual, schedule, variant: OFFICIAL });
    }
  });

  it("keeps the proportion in other profiles", () => {
    const axes = { ...base, loss: "atl" };
    const [usual, official] = [specOf(axes, null, "smoke"), specOf(axes, OFFICIAL, "smoke")];
    assert.ok(Math.abs(official.schedule.rate / usual.schedule.rate - 5 / 4) < 1e-12);
  });

  it("leaves a run alone whose rates are official already", () => {
    const same = [
      { ...base, loss: "amtl" },
      { ...base, loss: "afl", framework: "amt" },
      { ...large, loss: "pemscl" },
      { ...base, backbone: "dreeam", loss: "atl" },
      { ...large, backbone: "kd-docre", loss: "hingeabl" },
    ];
    for (const axes of same) assert.deepEqual(specOf(axes, OFFICIAL), specOf(axes, null));
  });

  it("is asked for by name", () => {
    assert.equal(variantOf(OFFICIAL), OFFICIAL);
    assert.throws(() => variantOf("official-rate"), /Unknown variant "official-rate"/);
  });
});
