import { execFileSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { workerEnvironment } from "../../src/executors/worker/environment.js";
import type { Measure } from "../measure.js";
import { median } from "../median.js";
import { stepWork, type Shape } from "../shapes.js";
import { batchesOf, pairsOf, type BatchKind, type BatchSizes } from "./batches.js";
import { startContender, type Contender } from "./contender.js";
import type { PytorchQuestion, Style } from "./question.js";
import { inTurn, type Turns } from "./turns.js";

/** What a step on real batches may take, as a multiple of that style's. */
const LIMITS: Readonly<Record<string, Partial<Record<Style, number>>>> = {
  MiniLM: { official: 0.38, tuned: 0.6 },
  "BERT-base": { official: 0.45, tuned: 0.75 },
  tiny: { official: 0.35 },
};

/** How many times the official style's documents a second an evaluation may not fall below. */
const EVALUATION: Readonly<Record<string, number>> = { MiniLM: 6, "BERT-base": 3 };

/** Documents of an evaluation batch, in batches of training. */
const EVALUATED = 2;

const KINDS: readonly BatchKind[] = ["real", "square"];
const PYTHON = process.env.AMTL_TORCH_PYTHON ?? "python3";

/** Whether Python and PyTorch are here. */
export function hasTorch(): boolean {
  try {
    execFileSync(PYTHON, ["-c", "import torch"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function start(shape: Shape, styles: readonly Style[]): Promise<readonly Contender[]> {
  const threads = String(availableParallelism());
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const { width, layers, heads } = shape.config;
  const sizes = JSON.stringify({ width, layers, heads, block: shape.head.block });
  return Promise.all([
    startContender(
      "amtl-run",
      [process.execPath, here("own-steps.js"), shape.name, threads],
      workerEnvironment(),
    ),
    ...styles.map((style) =>
      // The compiler copies no Python: it lies beside the sources.
      startContender(
        style,
        [PYTHON, here("../../../bench/pytorch/step.py"), sizes, style, threads],
        process.env,
      ),
    ),
  ]);
}

const ratioOf = ({ middle, low, high }: Turns["ratio"]): string =>
  `${middle.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;

/** Steps of this program and of each style of PyTorch in turn on the same batches, and evaluations. */
async function measureShape(
  shape: Shape,
  { styles, batches }: PytorchQuestion,
): Promise<readonly Measure[]> {
  const contenders = await start(shape, styles);
  const [own, ...others] = contenders;
  try {
    const measures: Measure[] = roofsOf(shape, contenders);
    for (const kind of KINDS) {
      process.stderr.write(`  ${shape.name}, ${kind} batches …\n`);
      const drawn = batchesOf(kind, batches);
      measures.push(await workOf(shape, kind, own, drawn));
      const questions = drawn.map((train) => ({ train }));
      for (const turns of await inTurn(own, others, questions)) {
        measures.push({
          name: `training step, ${shape.name}, ${kind} batches, against ${turns.name}`,
          value: turns.ratio.middle,
          unit: "× its step",
          limit: kind === "real" ? (LIMITS[shape.name][turns.name as Style] ?? null) : null,
          how:
            `median and 95 % interval of ${turns.count} pairs ${ratioOf(turns.ratio)}; medians ${turns.own.toFixed(3)} ` +
            `and ${turns.other.toFixed(3)} s; ${ratioOf(turns.processor)} by processor time`,
        });
      }
    }
    measures.push(...(await evaluations(shape, contenders, batches)));
    return measures;
  } finally {
    for (const { stop } of contenders) stop();
  }
}

async function evaluations(
  shape: Shape,
  [own, ...others]: readonly Contender[],
  batches: number,
): Promise<readonly Measure[]> {
  const drawn = batchesOf("real", batches);
  const questions = Array.from({ length: Math.floor(batches / EVALUATED) }, (_, i) => ({
    evaluate: drawn.slice(EVALUATED * i, EVALUATED * (i + 1)).flat(),
  }));
  const least = leastSeconds(
    shape,
    questions.map(({ evaluate }) => evaluate),
    [own, ...others],
  );
  return (await inTurn(own, others, questions)).map((turns) => {
    const times = turns.name === "official" ? EVALUATION[shape.name] : undefined;
    return {
      name: `evaluation, ${shape.name}, real batches, against ${turns.name}`,
      value: turns.ratio.middle,
      unit: "× its time",
      limit: times === undefined ? null : 1 / times,
      how:
        `median and 95 % interval of ${turns.count} pairs ${ratioOf(turns.ratio)}: ` +
        `${(1 / turns.ratio.middle).toFixed(1)} times its documents a second; ` +
        `${(turns.other / least).toFixed(1)} times were products all, at the float32 roof`,
    };
  });
}

/** Floating-point operations of a training step on the batch. */
const workIn = (shape: Shape, batch: BatchSizes): number =>
  stepWork(
    shape,
    batch.map(([pieces, entities]) => ({ pieces, entities })),
  );

/** Seconds that an evaluation's products, a third of a step's, take at the best float32 speed of all contenders. */
function leastSeconds(
  shape: Shape,
  batches: readonly BatchSizes[],
  all: readonly Contender[],
): number {
  const speed = Math.max(...all.map(({ introduction: { roofs } }) => roofs.float32)) * 1e9;
  return median(batches.map((batch) => workIn(shape, batch) / 3)) / speed;
}

/** Work and bytes of a step, beside what its own clock says of them. */
async function workOf(
  shape: Shape,
  kind: BatchKind,
  own: Contender,
  batches: readonly BatchSizes[],
): Promise<Measure> {
  const [batch] = batches;
  const bytes = (await own.ask({ bytes: batch })).value;
  const works = batches.map((each) => workIn(shape, each));
  const padded = batches.map((each) => {
    const pieces = each.map(([count]) => count);
    const real = pieces.reduce((sum, count) => sum + count, 0);
    return (pieces.length * Math.max(...pieces)) / real;
  });
  return {
    name: `work of a step, ${shape.name}, ${kind} batches`,
    value: median(works) / 1e9,
    unit: "GFLOP",
    limit: null,
    how:
      `median, without padding; padded to ${median(padded).toFixed(2)} pieces for each real one; median ` +
      `${median(batches.map(pairsOf))} pairs; the first batch's operations read and write ${(bytes / 1e9).toFixed(2)} GB`,
  };
}

function roofsOf(shape: Shape, contenders: readonly Contender[]): Measure[] {
  const best = (of: "float32" | "bfloat16" | "copy", unit: string): Measure[] => {
    const found = contenders.flatMap(({ introduction: { library, roofs } }) =>
      roofs[of] === undefined ? [] : [{ library, speed: roofs[of] }],
    );
    if (found.length === 0) return [];
    const { library, speed } = found.reduce((a, b) => (b.speed > a.speed ? b : a));
    const what = of === "copy" ? "a copy of 256 MiB, read and written" : "a product of 2048³";
    const how = `best of 10 of ${what}, by ${library}; ${cpus()[0].model}`;
    return [{ name: `${of} roof, before ${shape.name}`, value: speed, unit, limit: null, how }];
  };
  return [...best("float32", "GFLOP/s"), ...best("bfloat16", "GFLOP/s"), ...best("copy", "GB/s")];
}

export async function measurePytorch(question: PytorchQuestion): Promise<readonly Measure[]> {
  const measures: Measure[] = [];
  for (const shape of question.shapes) measures.push(...(await measureShape(shape, question)));
  return measures;
}

export const PYTORCH_NOTE =
  "this program and PyTorch on the same batches with as many threads as cores, one step of each in turn, every other " +
  "batch the other way round, after two steps that are not counted; real batches: four random documents of Re-DocRED's " +
  "dev and test sets by their sizes (bench/pytorch/lengths.csv); official: as the official code does it; tuned: fused " +
  "attention and AdamW, batched head; --against official,tuned,tuned-bf16,compiled,compiled-bf16";

export const NO_TORCH = `skipped: ${PYTHON} has no torch (AMTL_TORCH_PYTHON names another Python)`;
