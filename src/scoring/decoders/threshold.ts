import { badInput } from "../../base/errors.js";
import type { ThresholdDecoder } from "../../contract/decoder.js";
import type { Decoder, DecoderRule } from "./rule.js";
import { isSettled, passing, segmentThreshold } from "./thresholds.js";
import { bestValue } from "./tuning.js";

/** A rule of the official code, which compares each relation with a threshold. */
export const thresholdRule = (rule: ThresholdDecoder["rule"]): DecoderRule => ({
  rule,
  create: (given, where): Decoder => {
    const spec = thresholdDecoder(rule, given, where);
    return {
      spec,
      text: textOf(spec),
      tuned: spec.tuned ?? null,
      mark: ({ logits, rows }, layout) => {
        const marks = passing(logits, rows, layout, spec);
        const width = layout.columns.length;
        for (let from = 0; from < marks.length; from += width) {
          for (const { start } of layout.segments) marks[from + start] = 0;
        }
        return marks;
      },
      threshold: (logits, from, start, layout) =>
        segmentThreshold(logits, from, start, layout, spec),
      isSettled: (row, perSegment, layout) => isSettled(row, perSegment, layout, spec),
      bestValue: (kept, layout, truth) => bestValue(kept, layout, spec, truth),
    };
  },
});

/** The parameters of "th" and "zero", checked. */
function thresholdDecoder(
  rule: ThresholdDecoder["rule"],
  given: Readonly<Record<string, unknown>>,
  where: string,
): ThresholdDecoder {
  const refuse = (name: string, expected: string): never => {
    throw badInput(`Invalid parameter ${name} of decoding rule ${rule}`, {
      where: `${where}.${name}`,
      expected,
      got: given[name] === undefined ? "nothing" : JSON.stringify(given[name]),
    });
  };
  const unknown = Object.keys(given).find((name) => name !== "rule" && !PARAMETERS.includes(name));
  if (unknown !== undefined) return refuse(unknown, PARAMETERS.join(", "));
  const { k, threshold = "raw", factor = 1, level, tuned } = given;
  if (typeof k !== "number" || !Number.isInteger(k))
    return refuse("k", "a whole number; 0 or less for no limit");
  if (threshold !== "raw" && threshold !== "averaged") return refuse("threshold", "raw, averaged");
  if (typeof factor !== "number" || !(factor > 0)) return refuse("factor", "a number above 0");
  if (level !== undefined && typeof level !== "number") return refuse("level", "a number");
  if (tuned !== undefined && tuned !== "factor" && tuned !== "level")
    return refuse("tuned", "factor, level");
  return {
    rule,
    k,
    threshold,
    factor,
    ...(level !== undefined && { level }),
    ...(tuned !== undefined && { tuned }),
  };
}

const PARAMETERS: readonly string[] = ["k", "threshold", "factor", "level", "tuned"];

/** "th-4" is the released rule: at most four relations a segment above the raw threshold. */
const textOf = ({ rule, k, threshold, factor, tuned }: ThresholdDecoder): string =>
  [
    rule,
    k <= 0 ? "all" : String(k),
    ...(threshold === "averaged" ? ["averaged"] : []),
    ...(factor === 1 ? [] : [`x${factor}`]),
    ...(tuned === undefined ? [] : [tuned, "dev"]),
  ].join("-");
