import type { Json } from "../../../base/json.js";
import { badInput } from "../../../base/errors.js";
import { params, type Params, type ParamSchema } from "../../../base/params.js";
import type { DecoderSpec } from "../../../contract/decoder.js";
import type { FindLoss, Loss } from "../../../contract/loss.js";

/** The loss of one segment; the only one of a list stands for all segments. */
export interface SegmentLoss {
  readonly loss: string;
  readonly params: Params;
}

const switches = params({
  /**
   * What tells a segment's loss that a pair has no relation: segment: none in this segment; slice: the label matrix
   * as it is (1 in the first segment for pairs without any relation, 0 in all others).
   */
  naLabel: { kind: "choice", default: "segment", of: ["segment", "slice"] },
  /**
   * Losses whose threshold is zero, as Balanced-Softmax's: zero: each threshold column is an ordinary class; shift:
   * relations against the common threshold.
   */
  balancedSoftmax: { kind: "choice", default: "zero", of: ["zero", "shift"] },
  /** shared: sum of all threshold columns over lambda (Eq. 2); own: each segment its own, and no lambda. */
  thresholds: { kind: "choice", default: "shared", of: ["shared", "own"] },
  /**
   * The batch-wide term of losses that have one, as PEMSCL's contrastive term: global: once, on all labels; segment:
   * with the segment's labels; none; auto.
   */
  contrastive: { kind: "choice", default: "auto", of: ["auto", "global", "segment", "none"] },
});

/** The losses of checked parameters, head segment first. */
const entriesOf = (given: Params): readonly SegmentLoss[] =>
  given.losses as unknown as readonly SegmentLoss[];

/** The loss of each of so many segments. Throws AmtlError (2) when their numbers differ. */
export function entryOfEach(given: Params, count: number): readonly SegmentLoss[] {
  const entries = entriesOf(given);
  if (entries.length === 1) return Array<SegmentLoss>(count).fill(entries[0]);
  if (entries.length === count) return entries;
  throw badInput("Number of losses does not match the segments", {
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
    const held = entries.map(({ loss }) => loss);
    if (entries.length === 0) {
      throw badInput("Empty list of losses", {
        where: "params.losses",
        expected: "a loss, or one for each segment",
        got: "none",
      });
    }
    const chosen = switches.parse(others);
    if (chosen.balancedSoftmax === "zero") refuseMixture(held);
    return {
      losses: entries.map(({ loss, params }) => ({ loss: loss.id, params })),
      ...chosen,
      contrastive: batchTermOf(chosen.contrastive, held),
    };
  },
});

/** A pair is decoded by one rule, so that all segments compare with zero, or none does. */
function refuseMixture(held: readonly Loss[]): void {
  const zero = held.find(({ threshold }) => threshold === "zero");
  if (zero === undefined || held.every(({ threshold }) => threshold === "zero")) return;
  throw badInput(`${zero.label} compares with 0, the other segments' losses with thresholds`, {
    where: "params.balancedSoftmax",
    expected: "shift, where segments have different losses",
    got: "zero",
    fix: 'set params.balancedSoftmax to "shift"',
  });
}

function entryOf(given: unknown, find: FindLoss): { readonly loss: Loss; readonly params: Params } {
  const { loss: id, params: own = {} } =
    typeof given === "object" && given !== null
      ? (given as { readonly loss?: unknown; readonly params?: Readonly<Record<string, unknown>> })
      : { loss: given };
  const loss = typeof id === "string" ? find(id) : undefined;
  if (
    loss?.framework !== "single" ||
    loss.threshold === "global" ||
    Object.hasOwn(loss.decoder, "tuned")
  ) {
    throw badInput("Invalid loss for a segment", {
      where: "params.losses",
      expected: "the id of a loss with one threshold, which is not tuned on dev",
      got: JSON.stringify(id),
    });
  }
  return { loss, params: loss.params.parse(own) };
}

/** One term for all where all segments have the same loss with one, one in each of its segments where they differ. */
function batchTermOf(chosen: Json | undefined, held: readonly Loss[]): Json {
  const having = held.filter(({ batchTerm }) => batchTerm !== undefined);
  if (having.length === 0) return "none";
  if (chosen !== undefined && chosen !== "auto") return chosen;
  return held.every(({ id }) => id === having[0].id) ? "global" : "segment";
}

/** Rule zero where losses keep their constant threshold; else each segment's own threshold logit, as released. */
export const amtDecoder =
  (find: FindLoss) =>
  (given: Params): DecoderSpec => ({
    rule:
      find(entriesOf(given)[0].loss)?.threshold === "zero" && given.balancedSoftmax === "zero"
        ? "zero"
        : "th",
    k: 4,
    threshold: "raw",
    factor: 1,
  });
