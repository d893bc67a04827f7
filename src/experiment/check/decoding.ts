import { badInput } from "../../base/errors.js";
import type { Axes } from "../dsl/axes.js";
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

/**
 * Scores of relations are shown band by band, and places are places of relations in a band.
 * @throws AmtlError (2) for a score without a band, and for a place of anything else.
 */
export function checkScores({ metric, band, place }: Axes, where: string): void {
  const isScore = metric === "relation-score";
  if (isScore && band === undefined) {
    throw badInput("Missing band of a relation score", { where, expected: "a value of axis band" });
  }
  if (!isScore && place !== undefined) {
    throw badInput("Invalid value of axis place", {
      where,
      expected: "none, since only the metric relation-score has places",
      got: String(place),
    });
  }
}
