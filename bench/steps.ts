import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { workerEnvironment } from "../src/executors/worker/environment.js";
import type { Measure } from "./measure.js";
import { FORMULA, SHAPES } from "./shapes.js";
import type { StepTimes } from "./step.js";

/** What a training step may take, as a multiple of the time that its work takes at the engine's best speed. */
const LIMITS: Readonly<Record<string, number>> = { MiniLM: 1.6 };

const giga = (value: number): string => (value / 1e9).toFixed(1);

/** Training steps and evaluation of the three shapes, each in a process of its own. */
export function measureSteps(): readonly Measure[] {
  const step = fileURLToPath(new URL("step.js", import.meta.url));
  return SHAPES.flatMap(({ name }): Measure[] => {
    const printed = execFileSync(process.execPath, [step, name], {
      encoding: "utf8",
      env: workerEnvironment(),
    });
    const times = JSON.parse(printed) as StepTimes;
    const ideal = times.work / times.peak;
    return [
      {
        name: `training step, ${name}`,
        value: times.step / ideal,
        unit: `× its work at the best speed`,
        limit: LIMITS[name] ?? null,
        how:
          `best of 12, ${times.step.toFixed(3)} s (median ${times.median.toFixed(3)} s), for ` +
          `${giga(times.work)} GFLOP at ${giga(times.peak)} GFLOP/s, the best of 20 tf.matMul of 2048³`,
      },
      {
        name: `tensors left by 12 steps, ${name}`,
        value: times.tensors,
        unit: "tensors",
        limit: 0,
        how: "tf.memory().numTensors",
      },
      {
        name: `evaluation, ${name}`,
        value: times.documentsPerSecond,
        unit: "documents/s",
        limit: null,
        how: "logits and decoding of 8 documents at once, best of 5",
      },
    ];
  });
}

export const STEP_NOTE = `work of a step = ${FORMULA}`;
