import * as tf from "@tensorflow/tfjs-core";
import { z } from "zod";
import type { GoldenFile, GoldenTensor } from "../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../contract/plugin.js";
import type { LabelledDocument } from "../shared/facts.js";
import { squaresOf, type Squares } from "../shared/cells.js";
import { inconsistency } from "./consistency.js";
import { mineRules, prunedRules, relationPriors, type MinedRule } from "./mining.js";
import { buildProgram, type Program } from "./program.js";
import { solve } from "./solve.js";

const whole = z.int().nonnegative();
const pair = z.tuple([whole, whole]);
const configShape = z.object({
  R: z.int().positive(),
  minHC: z.number(),
  minC_mining: z.number(),
  minBodyInstance: z.number(),
  minC: z.number(),
  threshold_1_hop: z.number(),
  threshold_2_hop: z.number(),
  tau: z.number(),
  k: z.number(),
});
type Config = z.infer<typeof configShape>;
const documentsShape = z.array(
  z.object({ n: whole, labels: z.array(z.tuple([whole, whole, whole])) }),
);
const ruleShape = z.object({
  body: z.array(whole),
  target: whole,
  confidence: z.number(),
  head_coverage: z.number(),
});

/** Mined rules, consistency loss with its gradient, and the program's solution, of the official code. */
export function golden(file: GoldenFile): readonly GoldenValue[] {
  const config = configShape.parse(file.json("config"));
  const documents = documentsShape.parse(file.json("inputs", "train_docs")).map(
    // The file writes head, relation, tail.
    ({ labels }): LabelledDocument => ({
      facts: labels.map(([h, relation, t]) => ({ h, t, relation })),
    }),
  );
  const mined = mineRules(documents, config.R, {
    confidence: config.minC_mining,
    coverage: config.minHC,
    instances: config.minBodyInstance,
  });
  const rules = prunedRules(mined, config.R, config.minC);
  const priors = relationPriors(documents, config.R);
  return [
    ...minedValues(file, mined),
    ...usedValues(file, rules),
    { name: "prior", got: priors.slice(1), want: numbersAt(file, "outputs", "prior") },
    ...lossValues(file, rules, config),
    ...programValues(file, rules, priors, config),
  ];
}

const numbersAt = (file: GoldenFile, ...path: readonly string[]): readonly number[] =>
  z.array(z.number()).parse(file.json(...path));

const keyOf = ({ body, target }: Pick<MinedRule, "body" | "target">): string =>
  `${body.join(" ")} > ${target}`;

/** The file's order is that of the official code's dictionaries: rules are compared by what they are. */
function minedValues(file: GoldenFile, mined: readonly MinedRule[]): readonly GoldenValue[] {
  const wanted = z.array(ruleShape).parse(file.json("outputs", "mined_rules"));
  const found = new Map(mined.map((rule) => [keyOf(rule), rule]));
  const own = wanted.flatMap((rule) => found.get(keyOf(rule)) ?? []);
  return [
    {
      name: "mined_rules",
      got: [own.length, mined.length],
      want: [wanted.length, wanted.length],
      exact: true,
    },
    {
      name: "confidence of mined_rules",
      got: own.map(({ confidence }) => confidence),
      want: wanted.map(({ confidence }) => confidence),
    },
    {
      name: "head coverage of mined_rules",
      got: own.map(({ coverage }) => coverage),
      want: wanted.map(({ head_coverage }) => head_coverage),
    },
  ];
}

function usedValues(file: GoldenFile, rules: readonly MinedRule[]): readonly GoldenValue[] {
  return [1, 2].flatMap((atoms): GoldenValue[] => {
    const wanted = z
      .array(z.array(whole))
      .parse(file.json("outputs", `rules_${atoms}_hop_after_pruning`));
    const own = new Map(
      rules.filter(({ body }) => body.length === atoms).map((rule) => [keyOf(rule), rule]),
    );
    const keys = wanted.map((rule) => keyOf({ body: rule.slice(0, -1), target: rule.at(-1)! }));
    return [
      {
        name: `rules_${atoms}_hop_after_pruning`,
        got: [own.size, ...keys.map((key) => Number(own.has(key)))],
        want: [keys.length, ...keys.map(() => 1)],
        exact: true,
      },
      {
        name: `confidence_${atoms}_hop`,
        got: keys.map((key) => own.get(key)?.confidence ?? NaN),
        want: numbersAt(file, "outputs", `confidence_${atoms}_hop`),
      },
    ];
  });
}

function lossValues(
  file: GoldenFile,
  rules: readonly MinedRule[],
  config: Config,
): readonly GoldenValue[] {
  const { shape, data } = file.tensor("inputs", "logits");
  const where = squares(z.array(z.array(pair)).parse(file.json("inputs", "hts")));
  const slack = { one: config.threshold_1_hop, two: config.threshold_2_hop };
  const losses = (logits: tf.Tensor) =>
    inconsistency(logits.reshape<tf.Tensor2D>([shape[0], -1]).slice([0, 1]), where, rules, slack);
  const logits = tf.tensor([...data], [...shape]);
  const { one, two } = losses(logits);
  const gradient = tf.grad((given: tf.Tensor) => {
    const parts = losses(given);
    return parts.one.add(parts.two);
  })(logits);
  const output = (name: string, value: tf.Tensor): GoldenValue => ({
    name,
    got: value.dataSync(),
    want: file.tensor("outputs", name).data,
  });
  return [
    output("loss_1_hop", one),
    output("loss_2_hop", two),
    output("srr_loss", one.add(two)),
    {
      name: "gradient of srr_loss by logits",
      got: gradient.dataSync(),
      want: file.tensor("grads", "logits").data,
    },
  ];
}

function squares(documents: readonly (readonly (readonly [number, number])[])[]): Squares {
  const pairs = documents.flat();
  return squaresOf({
    size: documents.length,
    rows: pairs.length,
    pairs: Int32Array.from(pairs.flat()),
    pairDocument: Int32Array.from(documents.flatMap((own, d) => own.map(() => d))),
    entityPositions: documents.map((own) =>
      Array.from({ length: Math.max(0, ...own.flat().map((entity) => entity + 1)) }, () => []),
    ),
  });
}

/** Relations less "no relation", column 0. */
function marginsOf({ shape: [rows, columns], data }: GoldenTensor): number[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(
      { length: columns - 1 },
      (__, r) => data[row * columns + r + 1] - data[row * columns],
    ),
  ).flat();
}

function programValues(
  file: GoldenFile,
  rules: readonly MinedRule[],
  priors: readonly number[],
  { R, tau, k }: Config,
): readonly GoldenValue[] {
  const hts = z.array(pair).parse(file.json("ilp", "hts"));
  const document = {
    pairs: Int32Array.from(hts.flat()),
    margins: marginsOf(file.tensor("ilp", "logits")),
    relations: R,
  };
  const most = 4;
  const program = buildProgram(document, rules, { priors, tau, power: k, most });
  const solved = solve(program, { relations: R, most, seconds: 60, title: "the golden file" });
  const active = z.array(pair).parse(file.json("ilp", "active_pairs"));
  const own = new Set(program.active.map((row) => hts[row].join(" ")));
  const rows = active.map(([h, t]) => hts.findIndex(([x, y]) => x === h && y === t));
  const of = (values: ArrayLike<number>): number[] =>
    rows.flatMap((row) => Array.from({ length: R }, (_, r) => values[row * R + r]));
  const exact = (name: string, got: ArrayLike<number>, want: readonly number[]): GoldenValue => ({
    name,
    got,
    want,
    exact: true,
  });
  const table = z.array(z.array(whole));
  const free = solve(
    { ...program, constraints: [] },
    { relations: R, most, seconds: 60, title: "the golden file" },
  );
  return [
    exact(
      "active_pairs",
      [own.size, ...active.map((each) => Number(own.has(each.join(" "))))],
      [active.length, ...active.map(() => 1)],
    ),
    exact("silver", program.predicted, [...file.tensor("ilp", "silver").data]),
    exact(
      "n_constraints",
      [program.constraints.length],
      [z.int().parse(file.json("ilp", "n_constraints"))],
    ),
    exact(
      "solution_active_pairs",
      of(solved),
      table.parse(file.json("ilp", "solution_active_pairs")).flat(),
    ),
    exact(
      "unconstrained_solution",
      of(free),
      table.parse(file.json("ilp", "unconstrained_solution")).flat(),
    ),
    {
      name: "objective",
      got: [objective(program, solved, rows, R)],
      want: [z.number().parse(file.json("ilp", "objective"))],
    },
  ];
}

/** The cost of what is decided about. */
const objective = (
  { costs: [one, zero] }: Program,
  values: ArrayLike<number>,
  rows: readonly number[],
  relations: number,
): number =>
  rows
    .flatMap((row) => Array.from({ length: relations }, (_, r) => row * relations + r))
    .reduce((sum, cell) => sum + (values[cell] === 1 ? one[cell] : zero[cell]), 0);
