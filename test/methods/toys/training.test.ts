import assert from "node:assert/strict";
import { makeBatch } from "../../../src/corpus/features/batch.js";
import type { TrainSpec } from "../../../src/contract/train-spec.js";
import { backbonesWith } from "../../../src/methods/backbones/registry.js";
import { amtl } from "../../../src/methods/losses/amtl.js";
import { pluginsWith } from "../../../src/methods/plugins/registry.js";
import { createDropout } from "../../../src/nn/ops/dropout.js";
import { methodParts, pluginPart } from "../../../src/train/new-model.js";
import { buildModel, type Model } from "../../../src/train/model.js";
import { freshProgress } from "../../../src/train/state.js";
import { onBothEngines } from "../../support/models/engines.js";
import { someSpec } from "../../experiment/specs.js";
import { smallEncoder } from "../../nn/encoder/small.js";
import { events, FEATURES, LAYOUT, metrics, smallTrainer } from "../../train/small-run.js";
import { shrink, sum, sumKernel } from "./toys.js";

const toys = { backbones: backbonesWith([sum]), plugins: pluginsWith([shrink]) };

const specWith = (plugin: TrainSpec["plugin"]): TrainSpec => ({
  ...someSpec,
  backbone: "sum",
  head: { start: 0.25 },
  plugin,
});

async function modelOf(plugin: TrainSpec["plugin"]): Promise<Model> {
  const spec = specWith(plugin);
  const split = () => Promise.reject(new Error("no labels are asked for"));
  const parts = {
    ...(await methodParts({ train: spec }, toys)),
    ...(await pluginPart(spec, { layout: LAYOUT, split }, toys.plugins)),
  };
  const encoder = smallEncoder();
  return buildModel({ ...parts, encoder, loss: amtl, params: {}, layout: LAYOUT, seed: 5 });
}

const batch = makeBatch([FEATURES[0]], LAYOUT);

onBothEngines("a model of a backbone and a plugin", () => {
  it("adds their auxiliary terms to the loss, by their weights, and tells them", async () => {
    const losses: number[] = [];
    for (const weight of [0, 0.5]) {
      const model = await modelOf({ id: "shrink", params: { weight, shift: 1 } });
      const { loss, terms, gradients } = model.step(batch, createDropout(5, 0));
      for (const gradient of gradients.values()) gradient.dispose();
      assert.ok(Math.abs(terms.size - 0.25 ** 2) < 1e-6);
      losses.push(loss - weight * terms.shrink);
      model.dispose();
    }
    assert.ok(Math.abs(losses[0] - losses[1]) < 1e-5, losses.join());
  });

  it("rescores what it predicts, and computes no terms there", async () => {
    const [plain, changed] = [
      await modelOf(null),
      await modelOf({ id: "shrink", params: { weight: 0, shift: 2 } }),
    ];
    const scores = plain.scores(batch);
    assert.deepEqual(plain.rescorer()(scores, FEATURES[0]), scores);
    assert.deepEqual(changed.scores(batch), scores);
    assert.deepEqual(
      changed.rescorer()(scores, FEATURES[0]),
      scores.map((score) => score + 2),
    );
    plain.dispose();
    changed.dispose();
  });

  it("keeps the means of its terms with the dev results, and selects by the metric that it names", async () => {
    const model = await modelOf(null);
    let evaluations = 0;
    const trainer = smallTrainer(model, {
      schedule: { select: "ignF1" },
      evaluate: () => Promise.resolve({ ...metrics(evaluations), ignF1: -evaluations++ }),
    });
    const progress = freshProgress();
    await trainer.run(progress, events());
    assert.equal(progress.best, 0, "F1 rises, Ign-F1 falls");
    assert.ok(progress.dev.every(({ terms }) => terms !== undefined && terms.size > 0));
    trainer.dispose();
    model.dispose();
  });

  it("takes values from the runs it rests on, and does not train them", async () => {
    const weight = { shape: [1], values: Float32Array.of(7) };
    const kernel = {
      ...sumKernel,
      frozen: ({ teacher }: Readonly<Record<string, string>>) =>
        Promise.resolve(new Map([[`from ${teacher}`, weight]])),
    };
    const student = { ...sum, kernel: () => Promise.resolve({ kernel }) };
    const job = { train: specWith(null), restsOn: { teacher: "folder" } };
    const parts = await methodParts(job, { ...toys, backbones: backbonesWith([student]) });
    const encoder = smallEncoder();
    const model = buildModel({
      ...parts,
      encoder,
      loss: amtl,
      params: {},
      layout: LAYOUT,
      seed: 5,
    });
    const { gradients } = model.step(batch, createDropout(5, 0));
    assert.ok(model.parameters.has("from folder") && !gradients.has("from folder"));
    for (const gradient of gradients.values()) gradient.dispose();
    model.dispose();
  });
});
