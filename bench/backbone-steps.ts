/**
 * `node backbone-steps.js SHAPE PAIRS BACKBONE…`: steps of each backbone in turn with the paper's own, on the same
 * documents, in a process of its own. Progress goes to standard error; prints a BackboneTimes for each as JSON.
 */
import { startEngine } from "../src/engine/start.js";
import { amtl } from "../src/methods/losses/amtl.js";
import { PAPERS_OWN } from "../src/methods/backbones/papers-own.js";
import { backboneOf } from "../src/methods/backbones/registry.js";
import { median } from "./median.js";
import { BATCH, shapeOf } from "./shapes.js";

/** Seconds of a step: on the clock, and of all threads together, which others on the machine change little. */
export interface StepSeconds {
  readonly clock: number;
  readonly processor: number;
}

/** The steps of each pair, and tensors that the backbone's steps left behind. */
export interface BackboneTimes {
  readonly backbone: string;
  readonly pairs: readonly { readonly base: StepSeconds; readonly own: StepSeconds }[];
  /** Pairs of entities that a step of it learns from. */
  readonly rows: number;
  readonly tensors: number;
}

const [name, count, ...ids] = process.argv.slice(2);
const { config } = shapeOf(name);
const { tf } = await startEngine(undefined, { threads: 2 });
// These load parts of TensorFlow, which must find the engine's environment.
const { createOptimizer } = await import("../src/train/optimizer/optimizer.js");
const { createDropout } = await import("../src/nn/ops/dropout.js");
const { workloadOf } = await import("./backbone-model.js");

/** A backbone that can do a step; the step says how long it took. */
async function prepared(id: string) {
  const scale = { profile: "mini", encoder: { id: "random", size: "base" } } as const;
  const { model, schedule, batchOf } = await workloadOf(backboneOf(id), config, amtl, scale);
  const batch = batchOf(BATCH);
  const optimizer = createOptimizer(model.parameters, schedule);
  return {
    rows: batch.rows,
    step: (index: number): StepSeconds => {
      const [begun, used] = [performance.now(), process.cpuUsage()];
      const { gradients, loss } = model.step(batch, createDropout(66, index));
      optimizer.update(gradients, 1);
      for (const gradient of gradients.values()) gradient.dispose();
      if (!Number.isFinite(loss)) throw new Error(`${id} gave ${loss}`);
      const { user, system } = process.cpuUsage(used);
      return { clock: (performance.now() - begun) / 1000, processor: (user + system) / 1e6 };
    },
    dispose: (): void => {
      optimizer.dispose();
      model.dispose();
    },
  };
}

const base = await prepared(PAPERS_OWN);
const times: BackboneTimes[] = [];
for (const id of ids) {
  const own = await prepared(id);
  for (let warming = 0; warming < 2; warming++) [base, own].forEach(({ step }) => step(warming));
  const before = tf.memory().numTensors;
  // Every other pair the other way round, so that a drift of the machine cancels.
  const pairs = Array.from({ length: Number(count) }, (_, pair) => {
    if (pair % 2 === 0) return { base: base.step(pair), own: own.step(pair) };
    const first = own.step(pair);
    return { base: base.step(pair), own: first };
  });
  const tensors = tf.memory().numTensors - before;
  own.dispose();
  const ratio = median(pairs.map((pair) => pair.own.clock / pair.base.clock));
  process.stderr.write(`  ${id}: ${pairs.length} pairs of steps, median ${ratio.toFixed(3)}\n`);
  times.push({ backbone: id, pairs, rows: own.rows, tensors });
}
process.stdout.write(`${JSON.stringify(times)}\n`);
process.exit(0);
