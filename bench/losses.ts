import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { badInput } from "../src/base/errors.js";
import { lossOf } from "../src/methods/losses/registry.js";
import { LOSSES } from "../src/methods/losses/registry.js";
import { workerEnvironment } from "../src/executors/worker/environment.js";
import type { LossTimes } from "./loss-steps.js";
import type { Measure } from "./measure.js";
import { median, upperBoundOfMedian } from "./median.js";
import { PAIRS } from "./shapes.js";

/** What a step may take, as a multiple of a step with ATL; the paper measured 1.047 for AMTL. */
const LIMITS: Readonly<Record<string, number>> = { amtl: 1.05, "ssr-pu": 1.3, pemscl: 1.3 };
const LIMIT = 1.1;

export interface LossQuestion {
  /** Ids; all but ATL where none are named. */
  readonly losses: readonly string[];
  /** Pairs of steps for each loss. */
  readonly pairs: number;
}

/** @throws AmtlError (2) for an unknown loss and for fewer pairs than a bound needs. */
export function lossQuestion(losses: readonly string[], pairs = "20"): LossQuestion {
  const count = Number(pairs);
  if (!Number.isInteger(count) || count < 5) {
    throw badInput("Too few pairs of steps", {
      where: "--pairs",
      expected: "a whole number from 5 on; the limits are judged on 20 or more",
      got: pairs,
    });
  }
  for (const id of losses) lossOf(id);
  const all = [...LOSSES.keys()].filter((id) => id !== "atl");
  return { losses: losses.length > 0 ? losses : all, pairs: count };
}

const ms = (seconds: number): string => (1000 * seconds).toFixed(1);

/** Each loss inside a full training step, as a ratio to ATL's: median of the pairs' ratios, and its upper bound. */
export function measureLosses({ losses, pairs }: LossQuestion): readonly Measure[] {
  const script = fileURLToPath(new URL("loss-steps.js", import.meta.url));
  const printed = execFileSync(process.execPath, [script, String(pairs), ...losses], {
    encoding: "utf8",
    env: workerEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  return (JSON.parse(printed) as readonly LossTimes[]).flatMap((times): Measure[] => {
    const ratios = times.pairs.map((pair) => pair.loss / pair.atl);
    const step = median(times.pairs.map((pair) => pair.atl));
    const { atl, loss } = times.alone;
    const unit = "× a step with ATL";
    return [
      {
        name: `step with ${times.loss}`,
        value: median(ratios),
        unit,
        limit: null,
        how: `median of ${ratios.length} pairs of steps; ATL's step ${step.toFixed(2)} s`,
      },
      {
        name: `step with ${times.loss}, at most`,
        value: upperBoundOfMedian(ratios),
        unit,
        limit: times.loss === "atl" ? null : (LIMITS[times.loss] ?? LIMIT),
        how: "95 % upper bound of the median",
      },
      {
        name: `step with ${times.loss}, reckoned`,
        value: 1 + (loss - atl) / step,
        unit,
        limit: null,
        how: `the loss by itself ${ms(loss)} ms, ATL ${ms(atl)} ms, medians of calls in turn`,
      },
    ];
  });
}

export const LOSS_NOTE =
  `steps of BERT-base's shape on ${PAIRS} pairs, one with ATL and one with the loss in turn, every other pair the ` +
  "other way round; the bound is an order statistic of the pairs' ratios (binomial, one-sided)";
