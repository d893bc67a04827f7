import { z } from "zod";
import { positionIds } from "../../nn/encoder/embeddings.js";
import { encoderShapes } from "../../nn/encoder/parameter-names.js";
import { createParameters, disposeParameters, ENCODER_PREFIX } from "../../nn/parameters.js";
import type { Weight } from "../../contract/compute/parameters.js";
import { newDeviation, type Deviation } from "../deviation.js";
import { runEncoder, type EncoderRun } from "./run.js";
import { parseEncoderGolden, windowsOf, type EncoderCase } from "./schema.js";
import { largest, tensorSchema, weightOf, type GoldenTensor } from "../tensors.js";
import type { Checker } from "../checker.js";

/** What a tensor's tolerance is multiplied by (the file's rule). */
const scaleOf = (want: readonly number[]): number => Math.max(1, largest(want));

function checkGradients(
  deviation: Deviation,
  where: string,
  got: EncoderRun["gradients"],
  want: Readonly<Record<string, GoldenTensor>>,
  tolerance: number,
): void {
  for (const [name, { data }] of Object.entries(want)) {
    deviation.all(`${where} of ${name}`, got.get(name) ?? [], data, tolerance, scaleOf(data));
  }
}

/** Sums and norms of all gradients: each value may be off by the tolerance of the largest, so their sum by all. */
function checkSummaries(
  deviation: Deviation,
  one: EncoderCase,
  got: EncoderRun["gradients"],
  tolerance: number,
): void {
  for (const [name, want] of Object.entries(one.grad_summary)) {
    const values = got.get(name);
    if (want === null || values === undefined) {
      deviation.exact(
        `${one.name}, gradient of ${name}`,
        (want === null) === (values === undefined),
      );
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

/** Hidden states and attention of tokens, computed without the padding beside them. */
function checkTokens(
  deviation: Deviation,
  one: EncoderCase,
  got: EncoderRun,
  ofHidden: number,
  ofAttention: number,
): void {
  const { last_hidden_state: hidden, last_attention: attention } = one.outputs;
  const { width, mask } = windowsOf(one);
  const heads = attention.shape[1];
  const ofRow = (data: ArrayLike<number>, row: number, length: number): number[] =>
    Array.from({ length }, (_, i) => data[row * length + i]);
  mask.forEach((kept, place) => {
    if (kept === 0) return;
    const where = `${one.name}, token ${place % width} of window ${Math.floor(place / width)}`;
    const d = hidden.shape[2];
    const want = ofRow(hidden.data, place, d);
    deviation.all(`${where}, hidden`, ofRow(got.hidden, place, d), want, ofHidden, scaleOf(want));
    for (let head = 0; head < heads; head++) {
      const row = (Math.floor(place / width) * heads + head) * width + (place % width);
      const shares = ofRow(got.attention, row, width);
      deviation.all(`${where}, attention`, shares, ofRow(attention.data, row, width), ofAttention);
    }
  });
}

/** Golden `encoder`: hidden states, last-layer attention and gradients of BERT and RoBERTa. */
export const check: Checker = (golden, { tf }) => {
  const parsed = parseEncoderGolden(golden);
  const { config, tolerance: tolerances } = parsed;
  const deviation = newDeviation();
  const weights = new Map<string, Weight>();
  for (const name of encoderShapes(config).keys()) {
    weights.set(name, weightOf(tensorSchema.parse(parsed.params[name])));
  }
  const parameters = createParameters(tf, weights, ENCODER_PREFIX);
  const factors = z.object({ R1: tensorSchema, R2: tensorSchema }).parse(parsed.cases[0]?.inputs);
  const {
    grads: tolerance,
    last_hidden_state: ofHidden,
    last_attention: ofAttention,
  } = tolerances.float32;
  try {
    for (const one of parsed.cases) {
      const { outputs } = one;
      const ids = positionIds(config, windowsOf(one));
      deviation.exact(`${one.name}, positions`, ids.join() === outputs.position_ids.data.join());
      const got = runEncoder(tf, parameters, config, one, factors, "left out");
      const all = runEncoder(tf, parameters, config, one, factors, "computed");
      const { data: hidden } = outputs.last_hidden_state;
      const { data: attention } = outputs.last_attention;
      deviation.all(`${one.name}, hidden states`, all.hidden, hidden, ofHidden, scaleOf(hidden));
      deviation.all(`${one.name}, attention`, all.attention, attention, ofAttention);
      checkTokens(deviation, one, got, ofHidden, ofAttention);
      checkGradients(deviation, `${one.name}, gradient`, got.gradients, one.grads, tolerance);
      checkGradients(
        deviation,
        `${one.name}, all rows, gradient`,
        all.gradients,
        one.grads_all_rows,
        tolerance,
      );
      checkSummaries(deviation, one, got.gradients, tolerance);
    }
  } finally {
    disposeParameters(parameters);
  }
  return Promise.resolve(deviation.outcome(parsed.cases.length));
};
