import assert from "node:assert/strict";
import fc from "fast-check";
import { AmtlError } from "../../../../src/base/errors.js";
import { modelVersions } from "../../../../src/methods/versions.js";
import { defineLoss } from "../../../../src/methods/losses/define.js";
import { lossesWith, LOSSES } from "../../../../src/methods/losses/registry.js";
import { onBothEngines } from "../../../support/models/engines.js";
import { assertClose, cases, evaluate, layoutOf } from "../cases.js";

const amt = LOSSES.get("amt")!;
const logit = fc.integer({ min: -640, max: 640 }).map((n) => n / 64);
const segmented = layoutOf([1, 3, 2], 2.5);

onBothEngines("AMT", () => {
  const runs = { numRuns: 15 };

  it("with ATL in every segment is AMTL", () => {
    fc.assert(
      fc.property(cases(segmented, logit, logit), (given) => {
        const want = evaluate(LOSSES.get("amtl")!, segmented, {}, given);
        const got = evaluate(amt, segmented, amt.params.parse({}), given);
        assertClose(got.value, want.value);
        got.gradient.flat().forEach((slope, i) => {
          assertClose(slope, want.gradient.flat()[i]);
        });
      }),
      runs,
    );
  });

  for (const id of ["aml", "sat", "ssr-pu"]) {
    it(`with ${id}, which sees each relation by itself, is the single loss over n`, () => {
      const loss = LOSSES.get(id)!;
      const slots = segmented.segments.map(({ start }) => start);
      const relations = [...segmented.columns.keys()].filter((c) => !slots.includes(c));
      fc.assert(
        fc.property(cases(segmented, logit, logit), (given) => {
          const pick = (row: readonly number[], first: number): number[] => [
            first,
            ...relations.map((c) => row[c]),
          ];
          const single = {
            ...given,
            logits: given.logits.map((row) =>
              pick(row, slots.reduce((sum, c) => sum + row[c], 0) / segmented.lambda),
            ),
            labels: given.labels.map((row) => pick(row, row[0])),
            priors: pick(given.priors, 0),
          };
          const params = loss.params.parse({});
          const { value } = evaluate(loss, layoutOf([6]), params, single);
          const got = evaluate(amt, segmented, amt.params.parse({ losses: id }), given);
          assertClose(got.value, value / slots.length);
        }),
        runs,
      );
    });
  }

  it("lets each segment have its own threshold", () => {
    const params = amt.params.parse({ losses: "sat", thresholds: "own" });
    fc.assert(
      fc.property(cases(segmented, logit, logit), (given) => {
        const parts = segmented.segments.map(({ start, end }) => {
          const cut = (row: readonly number[]): number[] => row.slice(start, end);
          const own = {
            ...given,
            logits: given.logits.map(cut),
            labels: given.labels.map(cut),
            priors: cut(given.priors),
          };
          return evaluate(LOSSES.get("sat")!, layoutOf([end - start - 1]), {}, own).value;
        });
        const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
        assertClose(evaluate(amt, segmented, params, given).value, mean);
      }),
      runs,
    );
  });

  it("refuses as many losses as there are no segments", () => {
    const params = amt.params.parse({ losses: ["atl", "sat"] });
    const [given] = fc.sample(cases(segmented, logit, logit), 1);
    assert.throws(() => evaluate(amt, segmented, params, given), AmtlError);
  });
});

describe("AMT's parameters", () => {
  it("are the losses with their own defaults filled in", () => {
    const parsed = amt.params.parse({
      losses: ["atl", { loss: "hingeabl", params: { margin: 3 } }],
    });
    assert.deepEqual(parsed, {
      losses: [
        { loss: "atl", params: {} },
        { loss: "hingeabl", params: { margin: 3 } },
      ],
      naLabel: "segment",
      balancedSoftmax: "zero",
      thresholds: "shared",
      contrastive: "none",
    });
    assert.deepEqual(amt.params.parse(parsed), parsed, "checked parameters stay what they are");
  });

  it("take the contrastive term once where all segments have PEMSCL, else in its segments", () => {
    const chosen = (given: Readonly<Record<string, unknown>>) =>
      amt.params.parse(given).contrastive;
    assert.equal(chosen({ losses: "pemscl" }), "global");
    assert.equal(chosen({ losses: ["pemscl", "pemscl"] }), "global");
    assert.equal(chosen({ losses: ["atl", "pemscl"] }), "segment");
    assert.equal(chosen({ losses: ["atl", "pemscl"], contrastive: "none" }), "none");
    assert.equal(chosen({ losses: "atl", contrastive: "global" }), "none");
  });

  for (const [why, given] of [
    ["an unknown loss", { losses: "alt" }],
    ["a loss with thresholds of its own", { losses: ["atl", "amtl"] }],
    ["itself", { losses: "amt" }],
    ["a loss that is tuned on dev", { losses: "bce" }],
    ["no loss", { losses: [] }],
    ["something that is no loss", { losses: [3] }],
    ["an impossible parameter of a loss", { losses: [{ loss: "aml", params: { margin: -1 } }] }],
    ["constant and adaptive thresholds together", { losses: ["balanced-softmax", "atl"] }],
    ["an unknown parameter", { loss: "atl" }],
  ] as const) {
    it(`refuse ${why}`, () => {
      assert.throws(() => amt.params.parse(given), AmtlError);
    });
  }

  it("decide the decoder", () => {
    const rule = (given: Readonly<Record<string, unknown>>) =>
      amt.decoderOf(amt.params.parse(given)).rule;
    assert.equal(rule({ losses: "sat" }), "th");
    assert.equal(rule({ losses: "balanced-softmax" }), "zero");
    assert.equal(rule({ losses: "balanced-softmax", balancedSoftmax: "shift" }), "th");
  });

  it("make a run depend on the version of each loss", () => {
    const params = amt.params.parse({ losses: ["atl", "ncrl"] });
    const names = Object.keys(
      modelVersions({ backbone: "atlop", plugin: null, loss: { id: "amt", params } }),
    );
    for (const id of ["amt", "atl", "ncrl"]) assert.ok(names.includes(`version:loss/${id}`), id);
  });

  it("ask a user's loss for its threshold", () => {
    const mine = defineLoss({ id: "mine", threshold: "zero", compute: (tf) => tf.scalar(0) });
    const found = lossesWith([mine]).get("amt")!;
    const rule = (losses: string | readonly string[], balancedSoftmax = "zero") =>
      found.decoderOf(found.params.parse({ losses, balancedSoftmax })).rule;
    assert.equal(rule("mine"), "zero");
    assert.equal(rule(["mine", "balanced-softmax"]), "zero");
    assert.equal(rule(["mine", "atl"], "shift"), "th");
    assert.throws(() => rule(["mine", "atl"]), AmtlError);
    assert.throws(() => rule(["atl", "mine"]), AmtlError);
  });
});
