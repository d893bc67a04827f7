import { z } from "zod";
import { parseEncoderConfig } from "../model/encoder/config.js";
import { positionIds } from "../model/encoder/embeddings.js";
import { encode } from "../model/encoder/encode.js";
import { encoderShapes } from "../model/encoder/parameter-names.js";
import type { EncoderConfig, Windows } from "../model/encoder/types.js";
import {
  createParameters,
  disposeParameters,
  ENCODER_PREFIX,
  type Parameters,
  type Weight,
} from "../model/parameters.js";
import { newDeviation, type Deviation } from "./deviation.js";
import type { CheckContext, Checker } from "./types.js";

const array = z.object({ shape: z.array(z.int()), data: z.array(z.number()) });
type Stored = z.infer<typeof array>;
const summary = z.object({ sum: z.number(), l2: z.number() }).nullable();

const schema = z.object({
  name: z.string(),
  config: z.unknown(),
  tolerance: z.object({
    float32: z.object({
      last_hidden_state: z.number(),
      last_attention: z.number(),
      grads: z.number(),
    }),
  }),
  params: z.record(z.string(), array),
  cases: z.array(
    z.object({
      name: z.string(),
      inputs: z.object({
        input_ids: array,
        attention_mask: array,
        R1: array.optional(),
        R2: array.optional(),
      }),
      outputs: z.object({
        position_ids: array,
        last_hidden_state: array,
        last_attention: array,
        objective: z.number(),
        objective_all_rows: z.number(),
      }),
      grads: z.record(z.string(), array),
      grad_summary: z.record(z.string(), summary),
      grads_all_rows: z.record(z.string(), array),
    }),
  ),
});
export type EncoderGolden = z.infer<typeof schema>;
type Case = EncoderGolden["cases"][number];

/** Parsed golden file with the configuration read. Throws a ZodError or an AmtlError when it is none. */
export function parseEncoderGolden(golden: unknown): EncoderGolden & { config: EncoderConfig } {
  const parsed = schema.parse(golden);
  return { ...parsed, config: parseEncoderConfig(parsed.config, `${parsed.name}, config`) };
}

export function windowsOf({ inputs }: Case): Windows {
  const [count, width] = inputs.input_ids.shape;
  return {
    count,
    width,
    ids: Int32Array.from(inputs.input_ids.data),
    mask: Float32Array.from(inputs.attention_mask.data),
  };
}

/** The factors of the objective, [windows · width, n] rows of padding taken out where `mask` says so. */
function objectiveWeights(
  { data, shape }: Stored,
  mask: Float32Array | null,
  toRow: (index: number) => number,
): Float32Array {
  const row = shape[shape.length - 1];
  return Float32Array.from(data, (value, i) =>
    mask === null ? value : value * mask[toRow(Math.floor(i / row))],
  );
}

interface Run {
  readonly hidden: Float32Array;
  readonly attention: Float32Array;
  readonly objective: number;
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

/** sum(hidden · R1) + sum(attention · R2), and its gradients, with or without the query rows of padding. */
function run(
  tf: CheckContext["tf"],
  parameters: Parameters,
  config: EncoderConfig,
  one: Case,
  factors: { readonly R1: Stored; readonly R2: Stored },
  padding: "left out" | "kept",
): Run {
  const windows = windowsOf(one);
  const { count, width } = windows;
  const { heads } = config;
  const mask = padding === "kept" ? null : windows.mask;
  const rows = Int32Array.from({ length: count * width }, (_, row) => row);
  return tf.tidy(() => {
    const r1 = tf.tensor(objectiveWeights(factors.R1, mask, (row) => row), factors.R1.shape);
    // R2 is [windows, heads, width, width], our rows are [windows, width, heads, width].
    const queryOf = (row: number): number => Math.floor(row / (heads * width)) * width + (row % width);
    const r2 = tf.transpose(
      tf.tensor(objectiveWeights(factors.R2, mask, queryOf), factors.R2.shape),
      [0, 2, 1, 3],
    );
    let hidden: Float32Array | undefined;
    let attention: Float32Array | undefined;
    const { value, grads } = tf.variableGrads(
      () => {
        const encoded = encode(parameters, config, windows, rows, null);
        const matrix = encoded.attention.reshape([count, width, heads, width]);
        hidden = encoded.hidden.dataSync<"float32">();
        attention = matrix.transpose([0, 2, 1, 3]).dataSync<"float32">();
        return encoded.hidden.mul(r1).sum().add(matrix.mul(r2).sum());
      },
      [...parameters.values()],
    );
    const gradients = new Map<string, Float32Array>();
    for (const [name, variable] of parameters) {
      const gradient = grads[variable.name];
      gradients.set(name.slice(ENCODER_PREFIX.length), gradient.dataSync<"float32">());
    }
    return { hidden: hidden!, attention: attention!, objective: value.dataSync()[0], gradients };
  });
}

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);

function checkGradients(
  deviation: Deviation,
  where: string,
  got: Run["gradients"],
  want: Readonly<Record<string, Stored>>,
  tolerance: number,
): void {
  for (const [name, { data }] of Object.entries(want)) {
    deviation.all(`${where} of ${name}`, got.get(name) ?? [], data, tolerance, largest(data));
  }
}

/** Sums and norms of all gradients: each value may be off by the tolerance of the largest, so their sum by all. */
function checkSummaries(deviation: Deviation, one: Case, got: Run["gradients"], tolerance: number): void {
  for (const [name, want] of Object.entries(one.grad_summary)) {
    const values = got.get(name);
    if (want === null || values === undefined) {
      deviation.exact(`${one.name}, gradient of ${name}`, (want === null) === (values === undefined));
      continue;
    }
    const scale = Math.max(1, want.l2);
    const sum = values.reduce((total, value) => total + value, 0);
    const l2 = Math.sqrt(values.reduce((total, value) => total + value * value, 0));
    const where = `${one.name}, gradient of ${name}`;
    deviation.all(`${where}, sum`, [sum], [want.sum], tolerance * Math.sqrt(values.length), scale);
    deviation.all(`${where}, norm`, [l2], [want.l2], tolerance, scale);
  }
}

/** Golden `encoder`: hidden states, last-layer attention and gradients of BERT and RoBERTa. */
export const check: Checker = (golden, { tf }) => {
  const parsed = parseEncoderGolden(golden);
  const { config, tolerance: tolerances } = parsed;
  const deviation = newDeviation();
  const weights = new Map<string, Weight>();
  for (const name of encoderShapes(config).keys()) {
    const { shape, data } = array.parse(parsed.params[name]);
    weights.set(name, { shape, values: Float32Array.from(data) });
  }
  const parameters = createParameters(tf, weights, ENCODER_PREFIX);
  const factors = z.object({ R1: array, R2: array }).parse(parsed.cases[0]?.inputs);
  const { grads: tolerance, last_hidden_state: ofHidden, last_attention: ofAttention } = tolerances.float32;
  try {
    for (const one of parsed.cases) {
      const { outputs } = one;
      const ids = positionIds(config, windowsOf(one));
      deviation.exact(`${one.name}, positions`, ids.join() === outputs.position_ids.data.join());
      const got = run(tf, parameters, config, one, factors, "left out");
      const all = run(tf, parameters, config, one, factors, "kept");
      const { data: hidden } = outputs.last_hidden_state;
      const { data: attention } = outputs.last_attention;
      deviation.all(`${one.name}, hidden states`, got.hidden, hidden, ofHidden, largest(hidden));
      deviation.all(`${one.name}, attention`, got.attention, attention, ofAttention);
      checkGradients(deviation, `${one.name}, gradient`, got.gradients, one.grads, tolerance);
      checkGradients(deviation, `${one.name}, all rows, gradient`, all.gradients, one.grads_all_rows, tolerance);
      checkSummaries(deviation, one, got.gradients, tolerance);
    }
  } finally {
    disposeParameters(parameters);
  }
  return Promise.resolve(deviation.outcome(parsed.cases.length));
};
