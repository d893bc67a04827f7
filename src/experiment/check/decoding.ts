import { badInput } from "../../base/errors.js";
import type { FullAxes } from "../dsl/experiment.js";
import type { DecoderSpec } from "../../contract/decoder.js";

/**
 * Refuses decoders that would change nothing, or that ask for what the loss does not have.
 *
 * @param decoder of the loss.
 * @throws AmtlError (2) whose `where` is the axis.
 */
export function checkDecoding(axes: FullAxes, segmented: boolean, decoder: DecoderSpec): void {
  const { loss, decode, factor, thresholds } = axes;
  const refuse = (axis: "decode" | "factor", why: string): never => {
    throw badInput(`Invalid value of axis ${axis}`, {
      where: axis,
      expected: `none, since ${why}`,
      got: JSON.stringify(axes[axis]),
    });
  };
  if (decoder.rule === "zero") {
    const why = `${loss} compares with a constant, not with learned thresholds`;
    if (decode !== undefined) refuse("decode", why);
    if (factor !== undefined) refuse("factor", why);
  }
  if (decode === "averaged" && !segmented) refuse("decode", `${loss} has one threshold`);
  if (decode === "averaged" && thresholds === "own") refuse("decode", "thresholds are not shared");
}

/** The loss's decoder with what a cell changes of it; that needs no other training. */
export const decoderWith = (
  { decode, factor }: Pick<FullAxes, "decode" | "factor">,
  decoder: DecoderSpec,
): DecoderSpec => ({
  ...decoder,
  ...(decode !== undefined && { threshold: decode }),
  ...(typeof factor === "number" && { factor }),
  ...(factor === "dev" && { tuned: "factor" }),
});
