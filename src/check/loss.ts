import { z } from "zod";
import type { LossSpec } from "../experiment/types.js";
import { LOSSES } from "../model/loss/index.js";
import { decode } from "../score/decode.js";
import { newDeviation, type Deviation } from "./deviation.js";
import { goldenLayout } from "./layouts.js";
import { NOT_COVERED, type CheckContext, type Checker } from "./types.js";
import type { Loss } from "../model/types.js";

const matrix = z.array(z.array(z.number()).min(1));
const segments = z.array(z.tuple([z.int(), z.int()])).min(1);
const settings = z.object({
  segments: segments.optional(),
  lambda: z.number().positive().optional(),
  numLabels: z.int().optional(),
});

const schema = z.object({
  name: z.string(),
  params: settings,
  tolerance: z.object({ absOrRel: z.number().positive() }),
  cases: z.array(
    z.object({
      name: z.string(),
      params: settings.optional(),
      logits: matrix,
      labels: matrix,
      loss: z.number(),
      gradLogits: matrix,
      decoded: matrix.optional(),
      decodedNoLimit: matrix.optional(),
    }),
  ),
});

type Golden = z.infer<typeof schema>;
type Case = Golden["cases"][number];

function checkCase(
  one: Case,
  golden: Golden,
  loss: Loss,
  tf: CheckContext["tf"],
  deviation: Deviation,
): void {
  const params = { ...golden.params, ...one.params };
  const layout = goldenLayout(one.logits[0].length, params.segments, params.lambda);
  const tolerance = golden.tolerance.absOrRel;
  const defaults: LossSpec["params"] = loss.params.parse({});
  const [value, gradient] = tf.tidy(() => {
    const labels = tf.tensor2d(one.labels, undefined, "float32");
    const run = tf.valueAndGrad((logits) =>
      loss.compute(tf, {
        logits: logits.as2D(one.logits.length, -1),
        labels,
        layout,
        params: defaults,
      }),
    )(tf.tensor2d(one.logits, undefined, "float32"));
    return [run.value.dataSync()[0], run.grad.dataSync()] as const;
  });
  deviation.relative(`${one.name}, loss`, value, one.loss, tolerance);
  deviation.all(`${one.name}, gradient`, gradient, one.gradLogits.flat(), tolerance);
  const decoded = (k: number): string =>
    decode(Float32Array.from(one.logits.flat()), one.logits.length, layout, {
      ...loss.decoder,
      k,
    }).join();
  const { decoded: limited, decodedNoLimit: unlimited } = one;
  if (limited !== undefined) {
    const same = decoded(params.numLabels ?? loss.decoder.k) === limited.flat().join();
    deviation.exact(`${one.name}, decoded`, same);
  }
  if (unlimited !== undefined) {
    deviation.exact(`${one.name}, decoded without limit`, decoded(0) === unlimited.flat().join());
  }
}

/** Golden `loss`: value, gradient by the logits, and the predictions of the loss's own decoder. */
export const check: Checker = (golden, { tf }) => {
  const loss = LOSSES.get(String(golden.name));
  if (loss === undefined) return Promise.resolve(NOT_COVERED);
  const parsed = schema.parse(golden);
  const deviation = newDeviation();
  for (const one of parsed.cases) checkCase(one, parsed, loss, tf, deviation);
  return Promise.resolve(deviation.outcome(parsed.cases.length));
};
