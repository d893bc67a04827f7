import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import type { Plugin } from "../../../src/contract/plugin.js";
import { PLUGINS } from "../../../src/methods/plugins/registry.js";
import { Stopped } from "../../../src/train/failures.js";
import type { Model } from "../../../src/train/model.js";
import { freshProgress } from "../../../src/train/state.js";
import { assignValues, valuesOf } from "../../../src/train/weights.js";
import { onBothEngines } from "../../support/models/engines.js";
import {
  events,
  FEATURES,
  LAYOUT,
  SCHEDULE,
  smallModel,
  smallTrainer,
} from "../../train/small-run.js";

/** A small model, two segments, with a plugin. */
async function modelWith({ kernel, params }: Plugin, seed = 5): Promise<Model> {
  const { plugin } = await kernel();
  const given = params.parse({});
  // Each document twice, so that its labels are common enough for rules.
  const training = { features: [...FEATURES, ...FEATURES], layout: LAYOUT, params: given };
  const own = plugin.fromTraining?.(training) ?? plugin;
  return smallModel(seed, { plugin: { kernel: own, params: given } });
}

const scheduleOf = ({ schedule, params }: Plugin) =>
  schedule?.(SCHEDULE, params.parse({})) ?? SCHEDULE;

for (const plugin of PLUGINS.values()) {
  onBothEngines(`a training with ${plugin.label}`, () => {
    it("holds as many tensors after every step, and frees all", async () => {
      const before = tf.memory().numTensors;
      const model = await modelWith(plugin);
      const trainer = smallTrainer(model, { schedule: scheduleOf(plugin) });
      const counts = new Set<number>();
      const onStep = (): Promise<void> => {
        counts.add(tf.memory().numTensors);
        return Promise.resolve();
      };
      await trainer.run(freshProgress(), events({ onStep }));
      assert.equal(counts.size, 1);
      trainer.dispose();
      model.dispose();
      assert.equal(tf.memory().numTensors, before);
    });

    it("stopped and resumed ends with the same bits", async () => {
      const schedule = scheduleOf(plugin);
      const whole = await modelWith(plugin);
      const trainer = smallTrainer(whole, { schedule });
      await trainer.run(freshProgress(), events());

      const first = await modelWith(plugin);
      const begun = smallTrainer(first, { schedule });
      const progress = freshProgress();
      let steps = 0;
      const onStep = (): Promise<void> =>
        ++steps === 4 ? Promise.reject(new Stopped("asked")) : Promise.resolve();
      await assert.rejects(begun.run(progress, events({ onStep })), Stopped);
      const rest = await modelWith(plugin, 99);
      const resumed = smallTrainer(rest, { schedule });
      assignValues(rest.parameters, valuesOf(first.parameters));
      resumed.optimizer.restore(begun.optimizer.state());
      await resumed.run(progress, events());
      assert.deepEqual(valuesOf(rest.parameters), valuesOf(whole.parameters));
      for (const each of [trainer, begun, resumed]) each.dispose();
      for (const model of [whole, first, rest]) model.dispose();
    });
  });
}
