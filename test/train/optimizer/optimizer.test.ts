import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { createParameters, disposeParameters, parameter } from "../../../src/nn/parameters.js";
import {
  createOptimizer,
  rateOf,
  type OptimizerSettings,
} from "../../../src/train/optimizer/optimizer.js";
import { onAllKernels } from "../../support/models/engines.js";
import { numbers } from "../../support/models/gradients.js";

const settings: OptimizerSettings = {
  rate: 0.01,
  groups: [{ name: "new layers", match: ["extractor", "bilinear"], rate: 0.1 }],
  clip: 1,
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-6, decay: 0, variant: "transformers" },
};

const SHAPE = [3, 5];
const start = () => ({ shape: SHAPE, values: numbers(15, "start") });
const parametersOf = (...names: string[]) =>
  createParameters(tf, new Map(names.map((name) => [name, start()])));
const gradient = (step: number): tf.Tensor => tf.tensor(numbers(15, `gradient ${step}`), SHAPE);
const valuesOf = (tensor: tf.Tensor): number[] => [...tensor.dataSync()];

/** torch.optim.AdamW in double precision, as its documentation writes it. */
function torchAdamW(steps: number, rate: number, decay: number, epsilon: number): number[] {
  const p = [...start().values];
  const m = p.map(() => 0);
  const v = p.map(() => 0);
  for (let t = 1; t <= steps; t++) {
    numbers(15, `gradient ${t}`).forEach((g, i) => {
      p[i] *= 1 - rate * decay;
      m[i] = 0.9 * m[i] + 0.1 * g;
      v[i] = 0.999 * v[i] + 0.001 * g * g;
      p[i] -= (rate * (m[i] / (1 - 0.9 ** t))) / (Math.sqrt(v[i] / (1 - 0.999 ** t)) + epsilon);
    });
  }
  return p;
}

onAllKernels("optimizer", () => {
  it("gives each parameter the rate of the first group that matches its name", () => {
    assert.equal(rateOf("model.encoder.layer.0.output.dense.weight", settings), 0.01);
    assert.equal(rateOf("head_extractor.weight", settings), 0.1);
    assert.equal(rateOf("bilinear.bias", settings), 0.1);
  });

  it("computes torch's variant too: epsilon beside the corrected root, decay before the update", () => {
    const parameters = parametersOf("p");
    const adam = { ...settings.adam, epsilon: 0.01, decay: 0.1, variant: "torch" } as const;
    const optimizer = createOptimizer(parameters, { ...settings, clip: null, adam });
    for (let t = 1; t <= 5; t++) {
      tf.tidy(() => optimizer.update(new Map([["p", gradient(t)]]), 1));
    }
    torchAdamW(5, 0.01, 0.1, 0.01).forEach((want, i) => {
      assert.ok(Math.abs(valuesOf(parameter(parameters, "p"))[i] - want) < 1e-6);
    });
    optimizer.dispose();
    disposeParameters(parameters);
  });

  it("decays each group by its own weight decay, the others by the optimizer's", () => {
    const parameters = parametersOf("p", "bilinear.weight", "other");
    const groups = [
      { name: "decayed", match: ["bilinear"], rate: 0.01, decay: 0.3 },
      { name: "plain", match: ["other"], rate: 0.01 },
    ];
    const adam = { ...settings.adam, epsilon: 0.01, decay: 0.1, variant: "torch" } as const;
    const optimizer = createOptimizer(parameters, { ...settings, clip: null, groups, adam });
    for (let t = 1; t <= 3; t++) {
      tf.tidy(() => {
        const gradients = [...parameters.keys()].map((name) => [name, gradient(t)] as const);
        optimizer.update(new Map(gradients), 1);
      });
    }
    for (const [name, decay] of [
      ["p", 0.1],
      ["bilinear.weight", 0.3],
      ["other", 0.1],
    ] as const) {
      const got = valuesOf(parameter(parameters, name));
      torchAdamW(3, 0.01, decay, 0.01).forEach((want, i) => {
        assert.ok(Math.abs(got[i] - want) < 1e-6, `${name}: ${got[i]} and ${want}`);
      });
    }
    optimizer.dispose();
    disposeParameters(parameters);
  });

  it("goes on from stored state to the same bits", () => {
    const run = (stopAfter: number | null): number[] => {
      let parameters = parametersOf("p");
      let optimizer = createOptimizer(parameters, settings);
      for (let t = 1; t <= 6; t++) {
        tf.tidy(() => optimizer.update(new Map([["p", gradient(t)]]), 1));
        if (t !== stopAfter) continue;
        const state = optimizer.state();
        const values = parameter(parameters, "p").dataSync<"float32">().slice();
        optimizer.dispose();
        disposeParameters(parameters);
        parameters = createParameters(tf, new Map([["p", { shape: SHAPE, values }]]));
        optimizer = createOptimizer(parameters, settings);
        optimizer.restore(state);
      }
      const end = valuesOf(parameter(parameters, "p"));
      optimizer.dispose();
      disposeParameters(parameters);
      return end;
    };
    assert.deepEqual(run(3), run(null));
  });

  it("leaves a parameter without a gradient alone, and keeps no state of it", () => {
    const parameters = parametersOf("p", "pooler");
    const optimizer = createOptimizer(parameters, settings);
    tf.tidy(() => optimizer.update(new Map([["p", gradient(1)]]), 1));
    assert.deepEqual(valuesOf(parameter(parameters, "pooler")), [...start().values]);
    assert.deepEqual([...optimizer.state().keys()], ["p"]);
    optimizer.dispose();
    disposeParameters(parameters);
  });

  it("holds as many tensors after every update, and frees all", () => {
    const before = tf.memory().numTensors;
    const parameters = parametersOf("p", "bilinear.weight");
    const optimizer = createOptimizer(parameters, settings);
    const counts = new Set<number>();
    for (let t = 1; t <= 4; t++) {
      tf.tidy(() => {
        optimizer.update(
          new Map([
            ["p", gradient(t)],
            ["bilinear.weight", gradient(-t)],
          ]),
          1,
        );
      });
      counts.add(tf.memory().numTensors);
    }
    assert.equal(counts.size, 1);
    optimizer.dispose();
    disposeParameters(parameters);
    assert.equal(tf.memory().numTensors, before);
  });

  it("does not change values that were read before an update", () => {
    const parameters = parametersOf("p");
    const optimizer = createOptimizer(parameters, settings);
    tf.tidy(() => optimizer.update(new Map([["p", gradient(1)]]), 1));
    const read = tf.tidy(() => tf.keep(parameter(parameters, "p").clone()));
    const values = valuesOf(read);
    tf.tidy(() => optimizer.update(new Map([["p", gradient(2)]]), 1));
    assert.deepEqual(valuesOf(read), values);
    assert.notDeepEqual(valuesOf(parameter(parameters, "p")), values);
    read.dispose();
    optimizer.dispose();
    disposeParameters(parameters);
  });
});
