import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { badInput } from "../../base/errors.js";
import { params, type Params } from "../../base/params.js";
import type { DecoderSpec } from "../../contract/decoder.js";
import type { Loss, LossDefinition, Tf, Threshold } from "../../contract/loss.js";

/** The decoder that goes with each threshold, where a loss says no more. */
const DECODERS: Readonly<Record<Threshold, DecoderSpec>> = {
  class: { rule: "th", k: 4, threshold: "raw", factor: 1 },
  zero: { rule: "zero", k: 4, threshold: "raw", factor: 1 },
  global: { rule: "zero", k: 0, threshold: "raw", factor: 1, level: 0, tuned: "level" },
};

/** The threshold that a decoder of the official rules compares with; undefined for any other rule. */
function thresholdOf(decoder: Params): Threshold | undefined {
  const { rule = "th" } = decoder;
  if (rule === "th") return "class";
  if (rule !== "zero") return undefined;
  return Object.hasOwn(decoder, "level") || Object.hasOwn(decoder, "tuned") ? "global" : "zero";
}

/**
 * A loss with its defaults filled in and its batch-wide term, where it has one, added to what it computes.
 *
 * @param place file and line, for messages; left out: the loss's id.
 * @throws AmtlError (2) when the decoder compares with another threshold than the loss says; from `compute` when the
 *   definition's function returns no scalar.
 */
export function defineLoss(definition: LossDefinition, place = definition.id): Loss {
  const { id, decoder: given = {}, batchTerm } = definition;
  const threshold = definition.threshold ?? thresholdOf(given) ?? "class";
  const decoder: DecoderSpec =
    given.rule === undefined || given.rule === DECODERS[threshold].rule
      ? { ...DECODERS[threshold], ...given }
      : { ...given, rule: given.rule };
  if ((thresholdOf(decoder) ?? threshold) !== threshold) {
    throw badInput(`Decoder of ${id} does not match its threshold`, {
      where: `${place}, decoder.rule`,
      expected: `a decoder that compares with the threshold "${threshold}"`,
      got: JSON.stringify(given),
    });
  }
  return {
    version: 0,
    label: id,
    aliases: [],
    needs: [],
    framework: "single",
    ...definition,
    params: params(definition.params ?? {}),
    threshold,
    decoder,
    decoderOf: () => decoder,
    holdsLosses: false,
    compute: (tf, inputs) =>
      tf.tidy(() => {
        const own = scalarOf(tf, definition.compute(tf, inputs), id, place);
        const weight = batchTerm === undefined ? 0 : Number(inputs.params[batchTerm.weight]);
        if (batchTerm === undefined || weight === 0) return own;
        return own.add<Scalar>(batchTerm.compute(tf, inputs).mul(weight));
      }),
  };
}

/** What a user's function returns may be anything. */
function scalarOf(tf: Tf, value: unknown, id: string, place: string): Scalar {
  const isTensor = (given: unknown): given is Tensor => given instanceof tf.Tensor;
  const isScalar = (given: Tensor): given is Scalar => given.rank === 0;
  if (isTensor(value) && isScalar(value)) return value;
  throw badInput(`Loss ${id} did not return a scalar`, {
    where: place,
    expected: "a tensor without dimensions, such as the mean over all pairs",
    got: isTensor(value) ? `a tensor [${value.shape.join(", ")}]` : typeof value,
    fix: "end compute with .mean() or .sum()",
  });
}
