import type { EncoderConfig, Windows } from "../../contract/corpus/encoder.js";

/** Longest input that the encoders take at once. */
export const WINDOW = 512;

/** End tokens that close the first of two windows, by the encoder's family. */
export const END_TOKENS = { bert: 1, roberta: 2 } as const;

/** Where a window's rows and columns belong: window offset `from`, document offset `to`, `length` of them. */
export interface Piece {
  readonly window: number;
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

export interface WindowIndex {
  readonly windows: Windows;
  /** Width of the padded batch, c. */
  readonly width: number;
  /** For each document one or two pieces. */
  readonly pieces: readonly (readonly Piece[])[];
}

/**
 * Cuts documents into windows (data-pipeline section 5; official long_seq.py). Up to 512 pieces the batch is
 * encoded as it is, each document one window of the padded width. Beyond, windows are 512 wide and a document of
 * more than 512 pieces gets two that overlap; its first and last token (`[CLS]`, `[SEP]`; RoBERTa `</s>` twice)
 * frame both.
 *
 * @param documents ids with special tokens, not padded.
 */
export function indexWindows(
  documents: readonly Int32Array[],
  family: EncoderConfig["family"],
): WindowIndex {
  const width = Math.max(...documents.map((ids) => ids.length));
  const windowWidth = Math.min(width, WINDOW);
  const rows: Int32Array[] = [];
  const pieces = documents.map((ids): Piece[] => {
    const { length } = ids;
    if (length <= windowWidth) {
      rows.push(ids);
      return [{ window: rows.length - 1, from: 0, to: 0, length: windowWidth }];
    }
    const endTokens = END_TOKENS[family];
    const first = ids.slice(0, WINDOW);
    first.fill(ids[length - 1], WINDOW - endTokens);
    const second = ids.slice(length - WINDOW);
    second[0] = ids[0]!;
    rows.push(first, second);
    return [
      { window: rows.length - 2, from: 0, to: 0, length: WINDOW - endTokens },
      { window: rows.length - 1, from: 1, to: length - WINDOW + 1, length: WINDOW - 1 },
    ];
  });
  const ids = new Int32Array(rows.length * windowWidth);
  const mask = new Float32Array(rows.length * windowWidth);
  rows.forEach((row, index) => {
    ids.set(row, index * windowWidth);
    mask.fill(1, index * windowWidth, index * windowWidth + row.length);
  });
  return { windows: { count: rows.length, width: windowWidth, ids, mask }, width, pieces };
}
