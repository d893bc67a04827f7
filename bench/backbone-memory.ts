/**
 * `node backbone-memory.js ENCODER BACKBONE kept|recomputed`: the memory of training steps with an encoder of random weights
 * at the published size, in a process of its own. Prints a StepMemory as JSON.
 */
import type { EncoderConfig, EncoderSpec } from "../src/contract/corpus/encoder.js";
import { startEngine } from "../src/engine/start.js";
import { backboneOf } from "../src/methods/backbones/registry.js";
import { ENCODERS } from "../src/methods/encoders/registry.js";
import { amtl } from "../src/methods/losses/amtl.js";
import { peakMemory } from "../src/provenance/recorder.js";

/** Largest resident memory of the process, in bytes. */
export interface StepMemory {
  /** After a step on one short document: parameters, gradients, the optimizer's averages, the library. */
  readonly least: number;
  /** After a step on four documents of 1,024 pieces. */
  readonly most: number;
  /** Seconds of that step. */
  readonly seconds: number;
}

const SHORT = { documents: 1, width: 128, entities: 10 };
/** As many entities as few documents of DocRED have. */
const LONG = { documents: 4, width: 1024, entities: 40 };

const LAYERS = {
  base: { width: 768, layers: 12, heads: 12, feedForward: 3072 },
  large: { width: 1024, layers: 24, heads: 16, feedForward: 4096 },
};
const FAMILIES = {
  bert: { vocabulary: 28_996, positions: 512, tokenTypes: 2, epsilon: 1e-12, padding: 0 },
  roberta: { vocabulary: 50_265, positions: 514, tokenTypes: 1, epsilon: 1e-5, padding: 1 },
};

function configOf({ family = "bert", size = "base" }: EncoderSpec): EncoderConfig {
  const dropout = { hiddenDropout: 0.1, attentionDropout: 0.1 };
  return { family, ...LAYERS[size], ...FAMILIES[family], ...dropout };
}

const [encoderId, backboneId, how] = process.argv.slice(2);
const encoder = ENCODERS.get(encoderId);
if (encoder === undefined) throw new Error(`Unknown encoder ${encoderId}`);
const { tf } = await startEngine(undefined, { threads: 2 });
// These load parts of TensorFlow, which must find the engine's environment.
const { createOptimizer } = await import("../src/train/optimizer/optimizer.js");
const { createDropout } = await import("../src/nn/ops/dropout.js");
const { workloadOf } = await import("./backbone-model.js");

const { model, schedule, batchOf } = await workloadOf(
  backboneOf(backboneId),
  configOf(encoder),
  amtl,
  { profile: "paper", encoder },
  how === "recomputed",
);
const optimizer = createOptimizer(model.parameters, schedule);
const step = (size: typeof LONG): number => {
  const begun = performance.now();
  const { gradients, loss } = model.step(batchOf(size), createDropout(66, 0));
  optimizer.update(gradients, 1);
  tf.dispose([...gradients.values()]);
  if (!Number.isFinite(loss)) throw new Error(`${backboneId} gave ${loss}`);
  return (performance.now() - begun) / 1000;
};
step(SHORT);
const least = peakMemory();
const seconds = step(LONG);
const memory: StepMemory = { least, most: peakMemory(), seconds };
process.stdout.write(`${JSON.stringify(memory)}\n`);
process.exit(0);
