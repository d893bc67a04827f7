import { z } from "zod";
import * as tf from "@tensorflow/tfjs-core";
import { createParameters, disposeParameters, parameter } from "../../nn/parameters.js";
import { clipFactor } from "../../train/optimizer/gradient-norm.js";
import {
  createOptimizer,
  rateOf,
  type OptimizerSettings,
} from "../../train/optimizer/optimizer.js";
import { rateFactor } from "../../train/optimizer/schedule.js";
import { newDeviation, type Deviation } from "../deviation.js";
import { tensorSchema, weightOf } from "../tensors.js";
import type { Checker } from "../checker.js";

const steps = z.object({ total_steps: z.int(), warmup_steps: z.int() });
const named = z.record(z.string(), tensorSchema);

const caseFields = z.object({
  name: z.string(),
  config: z.object({
    betas: z.tuple([z.number(), z.number()]),
    eps: z.number(),
    weight_decay: z.number(),
    max_grad_norm: z.number(),
    groups: z.array(
      z.object({ name: z.string(), lr: z.number(), params: z.array(z.string()).min(1) }),
    ),
    schedule: steps,
  }),
  params: named,
  inputs: z.object({ grads: z.array(z.record(z.string(), tensorSchema.nullable())) }),
  outputs: z.object({
    steps: z.array(
      z.object({
        factor: z.number(),
        lr: z.array(z.number()),
        grad_norm: z.number(),
        clip_factor: z.number(),
        params: named,
      }),
    ),
    state_at_end: z
      .record(z.string(), z.object({ t: z.int(), m: tensorSchema, v: tensorSchema }).nullable())
      .default({}),
  }),
});

const caseSchema = caseFields
  .refine(({ inputs, outputs }) => inputs.grads.length >= outputs.steps.length, {
    path: ["inputs", "grads"],
    error: "gradients for every step",
  })
  .refine(
    ({ inputs, params }) =>
      inputs.grads.every((each) =>
        Object.entries(each).every(
          ([name, gradient]) =>
            gradient === null ||
            (Object.hasOwn(params, name) && params[name].shape.join() === gradient.shape.join()),
        ),
      ),
    { path: ["inputs", "grads"], error: "gradients of the parameters, of their shapes" },
  );

const tolerances = z.object({ params: z.number(), lr: z.number(), grad_norm: z.number() });

const schema = z.object({
  tolerance: z.object({ float32: tolerances }),
  cases: z.array(caseSchema).default([]),
  schedules: z
    .array(steps.extend({ factors: z.array(z.tuple([z.int(), z.number()])) }))
    .default([]),
  /** A few steps of one number. */
  check: z
    .object({
      p: z.number(),
      lr: z.number(),
      eps: z.number(),
      grads: z.array(z.number()),
      params: z.array(z.number()),
    })
    .optional(),
});

type Case = z.infer<typeof caseSchema>;
type Tolerances = z.infer<typeof tolerances>;
type Short = NonNullable<z.infer<typeof schema>["check"]>;

function settingsOf({ config }: Case): OptimizerSettings {
  const [beta1, beta2] = config.betas;
  return {
    rate: 0,
    groups: config.groups.map(({ name, lr, params }) => ({ name, match: params, rate: lr })),
    clip: config.max_grad_norm,
    adam: {
      beta1,
      beta2,
      epsilon: config.eps,
      decay: config.weight_decay,
      variant: "transformers",
    },
  };
}

function checkCase(one: Case, tolerance: Tolerances, deviation: Deviation): void {
  const weights = new Map(Object.entries(one.params).map(([name, t]) => [name, weightOf(t)]));
  const parameters = createParameters(tf, weights);
  const settings = settingsOf(one);
  const optimizer = createOptimizer(parameters, settings);
  const { total_steps: total, warmup_steps: warmup } = one.config.schedule;
  one.outputs.steps.forEach((want, done) => {
    const at = `${one.name}, step ${done}`;
    const factor = rateFactor({ total, warmup }, done);
    deviation.relative(`${at}, factor`, factor, want.factor, tolerance.lr);
    one.config.groups.forEach(({ params }, group) => {
      const rate = rateOf(params[0], settings) * factor;
      deviation.relative(`${at}, rate`, rate, want.lr[group], tolerance.lr);
    });
    const norm = tf.tidy(() => {
      const gradients = Object.entries(one.inputs.grads[done]).flatMap(([name, gradient]) =>
        gradient === null ? [] : [[name, tf.tensor(gradient.data, gradient.shape)] as const],
      );
      return optimizer.update(new Map(gradients), factor);
    });
    deviation.relative(`${at}, norm`, norm, want.grad_norm, tolerance.grad_norm);
    const clip = clipFactor(norm, settings.clip);
    deviation.relative(`${at}, clipping`, clip, want.clip_factor, tolerance.grad_norm);
    for (const [name, { data }] of Object.entries(want.params)) {
      const got = parameter(parameters, name).dataSync();
      deviation.all(`${at}, ${name}`, got, data, tolerance.params);
    }
  });
  const state = optimizer.state();
  for (const [name, want] of Object.entries(one.outputs.state_at_end)) {
    const got = state.get(name);
    deviation.exact(`${one.name}, updates of ${name}`, got?.updates === want?.t);
    if (got === undefined || want === null) continue;
    deviation.all(`${one.name}, m of ${name}`, got.m, want.m.data, tolerance.params);
    deviation.all(`${one.name}, v of ${name}`, got.v, want.v.data, tolerance.params);
  }
  optimizer.dispose();
  disposeParameters(parameters);
}

/** Golden `optimizer`: AdamW step by step, rates, clipping, late and missing gradients, and schedule factors. */
export const check: Checker = (file) => {
  const { cases, schedules, check: short, tolerance } = schema.parse(file);
  const deviation = newDeviation();
  for (const one of cases) checkCase(one, tolerance.float32, deviation);
  for (const { total_steps: total, warmup_steps: warmup, factors } of schedules) {
    for (const [done, want] of factors) {
      const got = rateFactor({ total, warmup }, done);
      deviation.relative(`factor ${done} of ${total}`, got, want, tolerance.float32.lr);
    }
  }
  if (short !== undefined) checkNumber(short, tolerance.float32, deviation);
  const parts = cases.length + schedules.length + (short === undefined ? 0 : 1);
  return Promise.resolve(deviation.outcome(parts));
};

/** A few steps of one number, without clipping. */
function checkNumber(short: Short, tolerance: Tolerances, deviation: Deviation): void {
  const parameters = createParameters(
    tf,
    new Map([["p", weightOf({ shape: [1], data: [short.p] })]]),
  );
  const optimizer = createOptimizer(parameters, {
    rate: short.lr,
    groups: [],
    clip: null,
    adam: { beta1: 0.9, beta2: 0.999, epsilon: short.eps, decay: 0, variant: "transformers" },
  });
  short.grads.forEach((gradient, step) => {
    tf.tidy(() => optimizer.update(new Map([["p", tf.tensor1d([gradient])]]), 1));
    const got = parameter(parameters, "p").dataSync();
    deviation.all(`check, step ${step}`, got, [short.params[step]], tolerance.params);
  });
  optimizer.dispose();
  disposeParameters(parameters);
}
