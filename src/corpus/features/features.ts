import type { LabelLayout } from "../../contract/layout.js";
import { askedFeatures } from "./asked.js";
import { labelledPairs, orderPairs } from "./pairs.js";
import { markMentions } from "./positions.js";
import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";
import type { Document, FeatureKind, Features, PairOrder } from "../../contract/corpus/document.js";

export interface FeatureOptions {
  readonly tokenizer: WordTokenizer;
  readonly layout: LabelLayout;
  /** Pieces, special tokens included. */
  readonly maxLength: number;
  /** Default "official". */
  readonly pairs?: PairOrder;
  /** none: no markers around mentions; left out: one. */
  readonly markers?: "none";
  /** What else a backbone reads; left out: nothing. */
  readonly asks?: readonly FeatureKind[];
}

/**
 * A document as the model sees it (data-pipeline sections 2 and 3). Only the ids are cut to maxLength: positions,
 * pairs and labels stay, and the model leaves out mentions that lie beyond the cut. A document without labels
 * has only pairs without relation.
 */
export function buildFeatures(document: Document, options: FeatureOptions): Features {
  const { tokenizer, layout, maxLength, asks = [] } = options;
  const marked = markMentions(document, tokenizer, options.markers !== "none");
  const { ids, entityPositions } = marked;
  const labelled = labelledPairs(document.facts ?? [], layout.columnOf);
  const ordered = orderPairs(document.entities.length, labelled, options.pairs ?? "official");
  return {
    title: document.title,
    inputIds: Int32Array.from([tokenizer.startId, ...ids.slice(0, maxLength - 2), tokenizer.endId]),
    entityPositions,
    ...ordered,
    ...askedFeatures(asks, document, marked, ordered, (relation) => layout.columnOf.has(relation)),
  };
}
