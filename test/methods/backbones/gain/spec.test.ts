import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import { projectRoot } from "../../../../src/base/root.js";
import { seededRandom } from "../../../../src/base/random.js";
import type { BackboneBatch, ModelSizes } from "../../../../src/contract/backbone.js";
import { goldenDocument } from "../../../../src/methods/backbones/gain/golden-documents.js";
import { kernel } from "../../../../src/methods/backbones/gain/kernel.js";
import { gain } from "../../../../src/methods/backbones/gain/spec.js";
import { paperSchedule } from "../../../../src/methods/profiles/schedules.js";
import { createDropout } from "../../../../src/nn/ops/dropout.js";
import { createParameters, disposeParameters } from "../../../../src/nn/parameters.js";
import { onBothEngines } from "../../../support/models/engines.js";
import { numbers } from "../../../support/models/gradients.js";

const golden = z
  .object({
    config: z.record(z.string(), z.unknown()),
    params: z.record(z.string(), z.object({ shape: z.array(z.int()) })),
    inputs: z.object({ docs: z.array(z.unknown()) }),
  })
  .parse(JSON.parse(readFileSync(join(projectRoot(), "test/golden/backbones/gain.json"), "utf8")));

/** Those of the golden file. */
const SIZES: ModelSizes = {
  hidden: 32,
  columns: 11,
  own: { typeSize: 2, idSize: 2, layers: 2, maxEntities: 8, dropout: 0.5 },
};

const batchOf = (documents: readonly unknown[], width: number): BackboneBatch => {
  const features = documents.map(goldenDocument);
  return {
    size: features.length,
    width,
    entityPositions: features.map(({ entityPositions }) => entityPositions),
    rows: features.reduce((sum, { pairs }) => sum + pairs.length / 2, 0),
    pairs: Int32Array.from(features.flatMap(({ pairs }) => [...pairs])),
    pairDocument: Int32Array.from(
      features.flatMap(({ pairs }, document) =>
        Array.from({ length: pairs.length / 2 }, () => document),
      ),
    ),
    labels: new Float32Array(0),
    features,
  };
};

describe("GAIN's parameters", () => {
  const initial = kernel.initial(SIZES, seededRandom(3, "head"));

  it("have the official names and shapes, but for the attention without influence", () => {
    const official = Object.entries(golden.params).filter(
      ([name]) => !name.startsWith("attention.W"),
    );
    const ours = [...initial].map(([name, { shape }]): [string, number[]] => [name, [...shape]]);
    assert.deepEqual(
      new Map(ours.sort()),
      new Map(official.map(([name, { shape }]): [string, number[]] => [name, shape]).sort()),
    );
  });

  it("begin with empty rows 0, and with convolutions in the bound of the 3-D tensor", () => {
    for (const name of ["entity_type_emb.weight", "entity_id_emb.weight"]) {
      const { values, shape } = initial.get(name)!;
      assert.ok(values.subarray(0, shape[1]).every((value) => value === 0));
      assert.ok(values.subarray(shape[1]).every((value) => value !== 0));
    }
    const largest = (name: string): number => Math.max(...initial.get(name)!.values.map(Math.abs));
    const bound = Math.SQRT2 * Math.sqrt(6 / (36 * 36 + 3 * 36));
    assert.ok(largest("GCN_layers.0.weight") <= bound);
    assert.ok(largest("GCN_layers.0.weight") > 0.95 * bound);
    assert.ok(largest("GCN_layers.0.loop_weight") > 0.95 * Math.SQRT2 * Math.sqrt(6 / 72));
  });

  it("learn at their own rate, the encoder and its pooler at the encoder's", () => {
    for (const name of initial.keys()) {
      assert.ok(
        gain.newLayers.some((word) => name.includes(word)),
        name,
      );
    }
    for (const name of ["model.pooler.dense.weight", "model.embeddings.word_embeddings.weight"]) {
      assert.ok(!gain.newLayers.some((word) => name.includes(word)), name);
    }
  });
});

describe("GAIN's schedule", () => {
  it("is the run script's in profile paper", () => {
    const usual = paperSchedule({}, gain.newLayers);
    const scale = { profile: "paper", encoder: { id: "bert-base-cased" } } as const;
    const schedule = gain.schedule!(usual, scale);
    assert.deepEqual(
      [schedule.rate, ...schedule.groups.map(({ rate, decay }) => [rate, decay])],
      [1e-5, [1e-3, 1e-4]],
    );
    assert.deepEqual(
      [schedule.epochs, schedule.batch, schedule.clip, schedule.course, schedule.select],
      [300, 5, null, "cosine-by-epoch", "ignF1"],
    );
    assert.equal(schedule.adam.decay, 1e-2);
    assert.equal(gain.encoderFor?.["bert-base-cased"], "bert-base-uncased");
  });
});

onBothEngines("GAIN's head", () => {
  const run = (batch: BackboneBatch, dropout: boolean): number[] => {
    const parameters = createParameters(tf, kernel.initial(SIZES, seededRandom(3, "head")));
    const hidden = tf.tensor3d(numbers(batch.size * batch.width * 32, "hidden"), [
      batch.size,
      batch.width,
      32,
    ]);
    const before = tf.memory().numTensors;
    const logits = tf.tidy(() => {
      const encoded = {
        hidden,
        attention: tf.zeros<tf.Rank.R3>([0, 1, batch.width]),
        pooled: () => hidden.slice([0, 0, 0], [-1, 1, -1]).reshape<tf.Tensor2D>([batch.size, 32]),
      };
      const pass = dropout
        ? ({ mode: "train", dropout: createDropout(1, 2) } as const)
        : ({ mode: "predict", dropout: null } as const);
      return [...kernel.outputs(parameters, SIZES, encoded, batch, pass).logits.dataSync()];
    });
    assert.equal(tf.memory().numTensors, before);
    hidden.dispose();
    disposeParameters(parameters);
    return logits;
  };

  it("drops in training what it keeps in prediction, the same in the same step", () => {
    const batch = batchOf(golden.inputs.docs, 40);
    assert.deepEqual(run(batch, true), run(batch, true));
    assert.notDeepEqual(run(batch, true), run(batch, false));
  });

  it("takes a document in which no entity meets another", () => {
    const document = {
      title: "",
      sents: [["a"], ["b"]],
      vertexSet: [
        [{ sent_id: 0, pos: [0, 1], type: "PER" }],
        [{ sent_id: 1, pos: [0, 1], type: "?" }],
      ],
      labels: [],
    };
    assert.ok(run(batchOf([document], 4), false).every(Number.isFinite));
  });

  it("refuses more entities than the embedding has rows", () => {
    const vertexSet = Array.from({ length: 9 }, (_, i) => [
      { sent_id: 0, pos: [i, i + 1], type: "PER" },
    ]);
    const document = { title: "", sents: [vertexSet.map(() => "a")], vertexSet, labels: [] };
    assert.throws(() => run(batchOf([document], 11), false), /more entities/);
  });
});
