import type { Json } from "../../../base/canonical.js";
import { badInput } from "../../../base/errors.js";
import { params, type Params, type ParamSchema } from "../../../base/params.js";
import type { DecoderSpec } from "../../../contract/decoder.js";
import type { Loss } from "../../../contract/loss.js";

/** The loss of one segment; the only one of a list stands for all segments. */
export interface SegmentLoss {
  readonly loss: string;
  readonly params: Params;
}

/** Losses that a segment can hold, by id. */
export type FindLoss = (id: string) => Loss | undefined;

const switches = params({
  /**
   * What tells a segment's loss that a pair has no relation: segment: none in this segment; slice: the label matrix
   * as it is (1 in the first segment for pairs without any relation, 0 in all others).
   */
  naLabel: { kind: "choice", default: "segment", of: ["segment", "slice"] },
  /** Balanced-Softmax: zero: each slot is an ordinary class; shift: relations against the common threshold. */
  balancedSoftmax: { kind: "choice", default: "zero", of: ["zero", "shift"] },
  /** shared: sum of all slots over lambda (Eq. 2); own: each segment its own slot, and no lambda. */
  thresholds: { kind: "choice", default: "shared", of: ["shared", "own"] },
  /** PEMSCL's contrastive term: global: once, on all labels; segment: with the segment's labels; none; auto. */
  contrastive: { kind: "choice", default: "auto", of: ["auto", "global", "segment", "none"] },
});

/** The losses of checked parameters, head segment first. */
export const entriesOf = (given: Params): readonly SegmentLoss[] =>
  given.losses as unknown as readonly SegmentLoss[];

/** The loss of each of so many segments. Throws AmtlError (2) when their numbers differ. */
export function entryOfEach(given: Params, count: number): readonly SegmentLoss[] {
  const entries = entriesOf(given);
  if (entries.length === 1) return Array<SegmentLoss>(count).fill(entries[0]);
  if (entries.length === count) return entries;
  throw badInput("The losses do not fit the segments", {
    where: "params.losses",
    expected: `one loss, or ${count}`,
    got: String(entries.length),
  });
}

/**
 * Parameters of the loss amt: `losses` is an id, or a list of ids and of {loss, params}, one for all segments or one
 * a segment; checked, it is a list of {loss, params} with defaults filled in.
 */
export const amtParams = (find: FindLoss): ParamSchema => ({
  rules: switches.rules,
  parse: ({ losses = "atl", ...others }) => {
    const list: unknown[] = Array.isArray(losses) ? losses : [losses];
    const entries = list.map((entry) => entryOf(entry, find));
    if (entries.length === 0) {
      throw badInput("No loss for the segments", {
        where: "params.losses",
        expected: "a loss, or one for each segment",
        got: "none",
      });
    }
    const chosen = switches.parse(others);
    const zero = entries.filter(({ loss }) => loss === "balanced-softmax").length;
    if (zero > 0 && zero < entries.length && chosen.balancedSoftmax === "zero") {
      throw badInput(
        "Balanced-Softmax compares with 0, the other segments' losses with thresholds",
        {
          where: "params.balancedSoftmax",
          expected: "shift, where segments have different losses",
          got: "zero",
          fix: 'set params.balancedSoftmax to "shift"',
        },
      );
    }
    return {
      losses: entries as unknown as Json,
      ...chosen,
      contrastive: contrastiveOf(chosen.contrastive, entries),
    };
  },
});

function entryOf(given: unknown, find: FindLoss): SegmentLoss {
  const { loss: id, params: own = {} } =
    typeof given === "object" && given !== null
      ? (given as { readonly loss?: unknown; readonly params?: Readonly<Record<string, unknown>> })
      : { loss: given };
  const loss = typeof id === "string" ? find(id) : undefined;
  if (loss?.framework !== "single" || loss.decoder.tuned !== undefined) {
    throw badInput("A segment cannot hold this loss", {
      where: "params.losses",
      expected: "the id of a loss with one threshold, which is not tuned on dev",
      got: JSON.stringify(id),
    });
  }
  return { loss: loss.id, params: loss.params.parse(own) };
}

/** One term for all where all segments have PEMSCL, one in each of its segments where they differ. */
function contrastiveOf(chosen: Json | undefined, entries: readonly SegmentLoss[]): Json {
  const count = entries.filter(({ loss }) => loss === "pemscl").length;
  if (count === 0) return "none";
  if (chosen !== undefined && chosen !== "auto") return chosen;
  return count === entries.length ? "global" : "segment";
}

/** Rule zero where Balanced-Softmax keeps its constant threshold; else each segment's own slot logit, as released. */
export const amtDecoder = (given: Params): DecoderSpec => ({
  rule:
    entriesOf(given)[0].loss === "balanced-softmax" && given.balancedSoftmax === "zero"
      ? "zero"
      : "th",
  k: 4,
  threshold: "raw",
  factor: 1,
});
