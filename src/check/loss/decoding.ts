import type { Params } from "../../base/params.js";
import type { DecoderSpec } from "../../contract/decoder.js";
import type { Loss } from "../../contract/loss.js";
import { decode } from "../../scoring/decode.js";
import type { Deviation } from "../deviation.js";
import { goldenLayout } from "./layouts.js";
import type { LossCase, LossSettings } from "./schema.js";

/**
 * Compares the predictions of a loss's decoder, with the file's limit of relations and with none. By rule zero the
 * official code writes threshold columns into its result that nothing scores (losses section 3): only relations are compared
 * there, and all columns with DocuNet's copy, which has none.
 */
export function checkDecoding(
  one: LossCase,
  settings: LossSettings,
  loss: Loss,
  params: Params,
  deviation: Deviation,
): void {
  const logits = one.logits ?? [];
  const layout = goldenLayout(logits[0].length, settings.segments, settings.lambda);
  const thresholds = new Set(layout.segments.map(({ start }) => start));
  const decoder: DecoderSpec = loss.decoderOf(params);
  const k = Math.max(0, settings.numLabels ?? Number(decoder.k));
  const compare = (what: string, limit: number, want: number[][], columns: "all" | "relations") => {
    const flat = Float32Array.from(logits.flat());
    const got = decode(flat, logits.length, layout, { ...decoder, k: limit });
    const wanted = want.flat();
    const width = layout.columns.length;
    const same =
      wanted.length === got.length &&
      wanted.every(
        (mark, i) => mark === got[i] || (columns === "relations" && thresholds.has(i % width)),
      );
    deviation.exact(`${one.name}, ${what}`, same);
  };
  const columns = decoder.rule === "zero" ? "relations" : "all";
  if (one.decoded !== undefined) compare("decoded", k, one.decoded, columns);
  if (one.decodedNoLimit !== undefined) {
    compare("decoded without limit", 0, one.decodedNoLimit, columns);
  }
  if (one.decodedRelations !== undefined) {
    compare("decoded relations", k, one.decodedRelations, "relations");
  }
  if (one.decodedDocuNet !== undefined) {
    compare("decoded by DocuNet", k, one.decodedDocuNet, "all");
  }
}
