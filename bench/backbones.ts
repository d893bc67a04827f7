import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { badInput } from "../src/base/errors.js";
import { workerEnvironment } from "../src/executors/worker/environment.js";
import { PAPERS_OWN } from "../src/methods/backbones/papers-own.js";
import { BACKBONES, backboneOf } from "../src/methods/backbones/registry.js";
import type { BackboneTimes, StepSeconds } from "./backbone-steps.js";
import type { Measure } from "./measure.js";
import { median } from "./median.js";
import { BATCH, SHAPES } from "./shapes.js";

/** What a step may take, as a multiple of the step of the paper's own backbone. */
const LIMITS: Readonly<Record<string, number>> = {
  dreeam: 1.3,
  docunet: 2,
  "kd-docre": 2,
  "ttm-re": 2,
  gain: 4,
};

export interface BackboneQuestion {
  readonly backbones: readonly string[];
  readonly shape: string;
  /** Pairs of steps for each backbone. */
  readonly pairs: number;
}

/**
 * @param backbones ids; all but the paper's own where none are named.
 * @throws AmtlError (2) for an unknown backbone or shape, and for fewer pairs than a spread needs.
 */
export function backboneQuestion(
  backbones: readonly string[],
  shape = "MiniLM",
  pairs = "9",
): BackboneQuestion {
  const shapes = SHAPES.map(({ name }) => name);
  if (!shapes.includes(shape)) {
    const expected = shapes.join(", ");
    throw badInput(`Unknown shape "${shape}"`, { where: "--shape", expected, got: shape });
  }
  const count = Number(pairs);
  if (!Number.isInteger(count) || count < 3) {
    throw badInput("Too few pairs of steps", {
      where: "--pairs",
      expected: "a whole number from 3 on",
      got: pairs,
    });
  }
  for (const id of backbones) backboneOf(id);
  const all = [...BACKBONES.keys()].filter((id) => id !== PAPERS_OWN);
  return { backbones: backbones.length > 0 ? backbones : all, shape, pairs: count };
}

/** A training step of each backbone as a ratio to the paper's own: median of the pairs' ratios, and their spread. */
export function measureBackbones(question: BackboneQuestion): readonly Measure[] {
  const { backbones, shape, pairs } = question;
  const script = fileURLToPath(new URL("backbone-steps.js", import.meta.url));
  const printed = execFileSync(process.execPath, [script, shape, String(pairs), ...backbones], {
    encoding: "utf8",
    env: workerEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  return (JSON.parse(printed) as readonly BackboneTimes[]).flatMap((times): Measure[] => {
    const { backbone, rows, tensors } = times;
    const ratiosBy = (clock: keyof StepSeconds): number[] =>
      times.pairs.map(({ base, own }) => own[clock] / base[clock]).sort((a, b) => a - b);
    const ratios = ratiosBy("clock");
    const seconds = (which: "base" | "own"): string =>
      median(times.pairs.map((pair) => pair[which].clock)).toFixed(2);
    const spread = `${ratios[0].toFixed(2)} to ${ratios[ratios.length - 1].toFixed(2)}`;
    return [
      {
        name: `training step, ${backbone}, ${shape}`,
        value: median(ratios),
        unit: `× a step with ${PAPERS_OWN}`,
        limit: LIMITS[backbone] ?? null,
        how:
          `median of ${ratios.length} pairs of steps, ${spread}; medians ${seconds("own")} s of ${rows} pairs ` +
          `of entities and ${seconds("base")} s; ${median(ratiosBy("processor")).toFixed(2)} by processor time`,
      },
      {
        name: `tensors left by ${times.pairs.length} steps, ${backbone}`,
        value: tensors,
        unit: "tensors",
        limit: 0,
        how: `tf.memory().numTensors, ${PAPERS_OWN}'s steps included`,
      },
    ];
  });
}

export const BACKBONE_NOTE =
  `steps with AMTL of ${BATCH.documents} documents of ${BATCH.width} pieces and ${BATCH.entities} entities on one encoder's ` +
  "shape, each backbone at its own sizes and with its own pairs, one step of each in turn, every other pair the other " +
  "way round";
