/** Cuts single words into subword pieces, as the official reader does (data-pipeline section 2). */
export interface WordTokenizer {
  readonly family: "bert" | "roberta";
  /** All ids are below it; absent: ids are made as words come. */
  readonly size?: number;
  /** Ids of the word's pieces; none for a white-space word under BERT. */
  encodeWord(word: string): readonly number[];
  /** Piece strings of the same ids. */
  pieces(word: string): readonly string[];
  /** Id of the vocabulary entry "*". */
  readonly markerId: number;
  /** [CLS] or <s>. */
  readonly startId: number;
  /** [SEP] or </s>. */
  readonly endId: number;
}
