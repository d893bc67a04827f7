import { execFileSync } from "node:child_process";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { badInput } from "../../src/base/errors.js";
import { workerEnvironment } from "../../src/executors/worker/environment.js";
import type { Measure } from "../measure.js";
import { median } from "../median.js";
import { SHAPES, shapeOf, stepWork, type Shape } from "../shapes.js";
import { batchesOf, pairsOf, type BatchKind, type BatchSizes } from "./batches.js";
import { startContender, type Contender } from "./contender.js";
import { inTurn, type Turns } from "./turns.js";

const STYLES = ["official", "tuned", "tuned-bf16", "compiled", "compiled-bf16"] as const;
type Style = (typeof STYLES)[number];

/** The compiled ones take minutes before their first step. */
const USUAL: readonly Style[] = ["official", "tuned", "tuned-bf16"];

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

/** Fewer give no interval; more are not kept. */
const LEAST = 6;
const MOST = 300;

const KINDS: readonly BatchKind[] = ["real", "square"];
const PYTHON = process.env.AMTL_TORCH_PYTHON ?? "python3";

export interface PytorchQuestion {
  readonly shapes: readonly Shape[];
  readonly styles: readonly Style[];
  readonly batches: number;
}

/**
 * @param shape its name; all shapes without it.
 * @param against styles of PyTorch, separated by commas; those that need no compiling without it.
 * @param batches of each kind; 12 without it.
 * @throws AmtlError (2) for an unknown shape or style, and for fewer batches than a spread needs.
 */
export function pytorchQuestion(
  shape: string | undefined,
  against: string | undefined,
  batches = "12",
): PytorchQuestion {
  const names = SHAPES.map(({ name }) => name);
  if (shape !== undefined && !names.includes(shape)) {
    const expected = names.join(", ");
    throw badInput(`Unknown shape "${shape}"`, { where: "--shape", expected, got: shape });
  }
  const styles = (against?.split(",") ?? USUAL).map((word) => {
    const style = STYLES.find((each) => each === word);
    if (style !== undefined) return style;
    const expected = STYLES.join(", ");
    throw badInput(`Unknown style "${word}"`, { where: "--against", expected, got: word });
  });
  const count = Number(batches);
  if (!Number.isInteger(count) || count < LEAST || count > MOST) {
    const expected = `a whole number from ${LEAST} to ${MOST}`;
    throw badInput("Invalid number of batches", { where: "--batches", expected, got: batches });
  }
  return { shapes: shape === undefined ? SHAPES : [shapeOf(shape)], styles, batches: count };
}

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
  return (await inTurn(own, others, questions)).map((turns) => {
    const least = turns.name === "official" ? EVALUATION[shape.name] : undefined;
    return {
      name: `evaluation, ${shape.name}, real batches, against ${turns.name}`,
      value: turns.ratio.middle,
      unit: "× its time",
      limit: least === undefined ? null : 1 / least,
      how:
        `median and 95 % interval of ${turns.count} pairs ${ratioOf(turns.ratio)}: ` +
        `${(1 / turns.ratio.middle).toFixed(1)} times its documents a second`,
    };
  });
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
  const works = batches.map((each) =>
    stepWork(
      shape,
      each.map(([pieces, entities]) => ({ pieces, entities })),
    ),
  );
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
