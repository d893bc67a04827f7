import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { projectRoot } from "../../../src/base/root.js";
import { check } from "../../../src/check/encoder/encoder.js";
import type { CheckOutcome } from "../../../src/check/checker.js";
import { encodeDocuments } from "../../../src/nn/encoder/documents.js";
import { encode, type EncodeOptions } from "../../../src/nn/encoder/encode.js";
import type { Encoder } from "../../../src/contract/corpus/encoder.js";
import { indexWindows } from "../../../src/nn/encoder/windows.js";
import { createDropout } from "../../../src/nn/ops/dropout.js";
import type { Dropout } from "../../../src/contract/compute/dropout.js";
import { createParameters, disposeParameters, ENCODER_PREFIX } from "../../../src/nn/parameters.js";
import type { Parameters } from "../../../src/contract/compute/parameters.js";
import { startEngine } from "../../../src/engine/start.js";
import { onAllKernels } from "../../support/models/engines.js";
import { numbers } from "../../support/models/gradients.js";
import { documentsOf, smallEncoder } from "./small.js";

const parametersOf = (encoder: Encoder): Parameters =>
  createParameters(tf, encoder.weights, ENCODER_PREFIX);

interface Step {
  readonly value: number;
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

/** One step of a random objective over hidden states and attention rows. */
function step(
  encoder: Encoder,
  parameters: Parameters,
  dropout: "with dropout" | "without",
  options?: EncodeOptions,
): Step {
  const documents = documentsOf([14, 9]);
  const positions = [[1, 5, 13], [2]];
  const { value, grads } = tf.variableGrads(() => {
    const source = dropout === "without" ? null : createDropout(66, 3);
    const { config } = encoder;
    const encoded = encodeDocuments(parameters, config, documents, positions, source, options);
    const weigh = (x: tf.Tensor, name: string): tf.Tensor =>
      x.mul(tf.tensor(numbers(x.size, name), x.shape)).sum();
    return weigh(encoded.hidden, "hidden").add<tf.Scalar>(weigh(encoded.attention, "rows"));
  }, [...parameters.values()]);
  const gradients = new Map<string, Float32Array>();
  for (const [name, variable] of parameters) {
    gradients.set(name, grads[variable.name].dataSync<"float32">().slice());
  }
  const result = { value: value.dataSync()[0], gradients };
  tf.dispose([value, ...Object.values(grads)]);
  return result;
}

onAllKernels("model/encoder against Hugging Face", () => {
  for (const family of ["bert", "roberta"]) {
    it(`${family}: hidden states, attention, gradients, padding`, async () => {
      const file = join(projectRoot(), "test/golden/encoder", `${family}.json`);
      const golden = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
      const before = tf.memory().numTensors;
      const find = (): Promise<null> => Promise.resolve(null);
      const outcome = (await check(golden, { file, engine: "native", tf, find })) as CheckOutcome;
      assert.ok(outcome.maxDeviation <= 1, `${outcome.maxDeviation} at ${outcome.why ?? ""}`);
      assert.ok(outcome.maxDeviation > 0);
      assert.equal(tf.memory().numTensors, before);
    });
  }
});

onAllKernels("model/encoder", () => {
  it("keeps no tensor from step to step, with and without dropout", () => {
    const encoder = smallEncoder();
    const parameters = parametersOf(encoder);
    step(encoder, parameters, "with dropout");
    const before = tf.memory().numTensors;
    for (let i = 0; i < 3; i++) step(encoder, parameters, "with dropout");
    step(encoder, parameters, "without");
    assert.equal(tf.memory().numTensors, before);
    disposeParameters(parameters);
  });

  it("gives the same bits for the same dropout", () => {
    const encoder = smallEncoder();
    const parameters = parametersOf(encoder);
    const first = step(encoder, parameters, "with dropout");
    assert.deepEqual(step(encoder, parameters, "with dropout"), first);
    assert.notEqual(step(encoder, parameters, "without").value, first.value);
    disposeParameters(parameters);
  });

  for (const averaged of [1, 3]) {
    it(`gives the same bits with layers computed again, ${averaged} kept`, () => {
      const encoder = smallEncoder({ layers: 4 });
      const parameters = parametersOf(encoder);
      const kept = step(encoder, parameters, "with dropout", { averaged });
      const before = tf.memory().numTensors;
      const again = step(encoder, parameters, "with dropout", { averaged, recompute: true });
      assert.equal(tf.memory().numTensors, before);
      assert.deepEqual(again, kept);
      const without = step(encoder, parameters, "without", { averaged });
      const recomputed = step(encoder, parameters, "without", { averaged, recompute: true });
      assert.deepEqual(recomputed, without);
      disposeParameters(parameters);
    });
  }

  it("keeps a layer's input alone where the layer is computed again", () => {
    const bytesBetween = (recompute: boolean): number => {
      const encoder = smallEncoder({ layers: 6 });
      const parameters = parametersOf(encoder);
      let bytes = 0;
      const { value, grads } = tf.variableGrads(() => {
        const before = tf.memory().numBytes;
        const documents = documentsOf([38, 30]);
        const { config } = encoder;
        const source = createDropout(66, 3);
        const encoded = encodeDocuments(parameters, config, documents, [[1], [2]], source, {
          recompute,
        });
        bytes = tf.memory().numBytes - before;
        return encoded.hidden.sum().add<tf.Scalar>(encoded.attention.sum());
      }, [...parameters.values()]);
      tf.dispose([value, ...Object.values(grads)]);
      disposeParameters(parameters);
      return bytes;
    };
    const [again, kept] = [bytesBetween(true), bytesBetween(false)];
    assert.ok(again < kept / 2, `${again} bytes beside ${kept}`);
  });

  it("returns attention rows as the official code does: dropped and rescaled in training", () => {
    const encoder = smallEncoder({ layers: 1, hiddenDropout: 0, attentionDropout: 0.25 });
    const parameters = parametersOf(encoder);
    const rows = (dropout: Dropout | null): Float32Array => {
      const documents = documentsOf([14]);
      const positions = [[3, 11]];
      const encoded = encodeDocuments(parameters, encoder.config, documents, positions, dropout);
      const values = encoded.attention.dataSync<"float32">().slice();
      tf.dispose([encoded.hidden, encoded.attention]);
      return values;
    };
    const plain = rows(null);
    const dropped = rows(createDropout(5, 1));
    const zeros = dropped.filter((value) => value === 0).length;
    assert.ok(zeros > 0 && zeros < dropped.length / 2, `${zeros} of ${dropped.length} dropped`);
    dropped.forEach((value, i) => {
      assert.ok(value === 0 || Math.abs(value - plain[i] / 0.75) < 1e-6);
    });
    disposeParameters(parameters);
  });

  it("agrees with finite differences along the gradient, dropout included", () => {
    const encoder = smallEncoder();
    const parameters = parametersOf(encoder);
    const { gradients } = step(encoder, parameters, "with dropout");
    const squared = [...gradients.values()].reduce(
      (sum, g) => sum + g.reduce((a, b) => a + b * b, 0),
      0,
    );
    const move = (distance: number): number => {
      const moved = new Map(
        [...encoder.weights].map(([name, { shape, values }]) => {
          const gradient = gradients.get(ENCODER_PREFIX + name)!;
          return [
            name,
            { shape, values: values.map((value, i) => value + (distance / squared) * gradient[i]) },
          ];
        }),
      );
      const shifted = createParameters(tf, moved, ENCODER_PREFIX);
      const { value } = step(encoder, shifted, "with dropout");
      disposeParameters(shifted);
      return value;
    };
    // Along the gradient the objective grows by the distance, to first order.
    const slope = (move(0.05) - move(-0.05)) / 0.1;
    assert.ok(Math.abs(slope - 1) < 0.01, `slope ${slope}`);
    disposeParameters(parameters);
  });

  for (const dropout of ["without dropout", "with dropout"] as const) {
    it(`does not look at padding: a document alone and beside longer ones are the same, ${dropout}`, () => {
      const encoder = smallEncoder();
      const parameters = parametersOf(encoder);
      const read = (lengths: number[]): number[] => {
        const documents = documentsOf(lengths);
        const positions = documents.map((_, index) => (index === 0 ? [2, 7] : [1]));
        const { hidden, attention } = encodeDocuments(
          ...[parameters, encoder.config, documents, positions],
          dropout === "without dropout" ? null : createDropout(66, 3),
        );
        const states = hidden.slice([0, 0, 0], [1, 9, 12]).dataSync<"float32">();
        const shares = attention.slice([0, 0, 0], [2, 3, 9]).dataSync<"float32">();
        const rest = tf.tidy(() => [
          hidden.slice([0, 9, 0], [1, -1, 12]).abs().sum().dataSync()[0],
          attention.slice([0, 0, 9], [2, 3, -1]).abs().sum().dataSync()[0],
        ]);
        assert.deepEqual(rest, [0, 0]);
        tf.dispose([hidden, attention]);
        return [...states, ...shares];
      };
      const alone = read([9]);
      for (const beside of [read([9, 17]), read([9, 9, 30])]) {
        alone.forEach((value, i) => {
          assert.ok(Math.abs(value - beside[i]) < 1e-5, `${value}, ${beside[i]} at ${i}`);
        });
      }
      disposeParameters(parameters);
    });
  }

  it("says how long an input it takes", () => {
    const encoder = smallEncoder({ family: "roberta", padding: 1 });
    const parameters = parametersOf(encoder);
    const { windows } = indexWindows(documentsOf([39]), "roberta");
    assert.throws(() => encode(parameters, encoder.config, windows, new Int32Array(), null), {
      name: "AmtlError",
      exitCode: 2,
      details: { expected: "at most 38 tokens", got: "39" },
    });
    disposeParameters(parameters);
  });
});

describe("model/encoder on two engines", () => {
  it("gives the same values and gradients, with the same dropout", async () => {
    const encoder = smallEncoder();
    const steps: Step[] = [];
    for (const engine of ["native", "wasm"]) {
      await startEngine(engine);
      const parameters = parametersOf(encoder);
      steps.push(step(encoder, parameters, "with dropout"));
      disposeParameters(parameters);
    }
    await startEngine("native");
    const [native, wasm] = steps;
    assert.ok(Math.abs(native.value - wasm.value) < 1e-3);
    for (const [name, gradient] of native.gradients) {
      const other = wasm.gradients.get(name)!;
      const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      gradient.forEach((value, i) => {
        assert.ok(
          Math.abs(value - other[i]) < 1e-4 * largest,
          `${name}[${i}]: ${value}, ${other[i]}`,
        );
      });
    }
  });
});
