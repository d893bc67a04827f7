import type { DecoderSpec } from "../../contract/decoder.js";
import { decoderOf } from "../decoders/index.js";
import type { KeptScores } from "../kept-scores.js";
import type { ColumnLayout } from "../layout.js";
import type { FactSets, PlacedFact } from "./facts.js";

/** Why a gold fact was not predicted. */
export type MissCause =
  /** An entity has no mention in what the model reads. */
  | "truncated"
  /** The model has no such relation. */
  | "unknown"
  /** Its score is above its threshold, but the decoder's cap left it out. */
  | "capped"
  | "below"
  /** Its score was not kept. */
  | "unscored";

/** A gold fact that was not predicted. */
export interface Miss extends PlacedFact {
  readonly cause: MissCause;
  /** Score − threshold; null where that is not known. */
  readonly margin: number | null;
}

/** The stored scores of an evaluation, and what they are of. */
export interface StoredScores {
  readonly kept: KeptScores;
  readonly layout: ColumnLayout;
  /** With nothing left open. */
  readonly decoder: DecoderSpec;
  /** Of each document, in the order of the scores. */
  readonly documents: readonly {
    readonly pairs: Int32Array;
    readonly positives: readonly (readonly number[])[];
    /** Whether an entity has a mention in what the model reads. */
    readonly isRead: (entity: number) => boolean;
  }[];
}

/** Margins of gold relations, by document and fact. */
function goldMargins({
  kept,
  layout,
  decoder,
  documents,
}: StoredScores): ReadonlyMap<string, number> {
  const margins = new Map<string, number>();
  const { threshold } = decoderOf(decoder);
  const { segments } = layout;
  const row = new Float32Array(layout.columns.length);
  let at = 0;
  let first = 0;
  documents.forEach(({ pairs, positives }, document) => {
    positives.forEach((columns, pair) => {
      segments.forEach(({ start }, segment) => {
        row[start] = kept.thresholds[(first + pair) * segments.length + segment];
      });
      for (const column of columns) {
        const logit = kept.gold?.[at++];
        if (logit === undefined) continue;
        const { start } = segments.find(({ end }) => column < end)!;
        const key = `${document} ${pairs[2 * pair]} ${pairs[2 * pair + 1]} ${layout.columns[column]!}`;
        margins.set(key, logit - threshold(row, 0, start, layout));
      }
    });
    first += pairs.length / 2;
  });
  return margins;
}

/** The gold facts that were not predicted, each with its cause. */
export function missesOf({ gold, isFound }: FactSets, stored: StoredScores): readonly Miss[] {
  const margins = goldMargins(stored);
  const known = new Set(stored.layout.columns);
  return gold
    .filter((fact) => !isFound(fact))
    .map((fact) => {
      const { document, h, t, r } = fact;
      const margin = margins.get(`${document} ${h} ${t} ${r}`) ?? null;
      const { isRead } = stored.documents[document];
      const cause = (): MissCause => {
        if (!known.has(r)) return "unknown";
        if (!isRead(h) || !isRead(t)) return "truncated";
        if (margin === null) return "unscored";
        return margin > 0 ? "capped" : "below";
      };
      return { ...fact, margin, cause: cause() };
    });
}
