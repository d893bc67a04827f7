import type { Mask } from "../../contract/compute/dropout.js";
import { mix } from "./drop-positions.js";

/** Windows of `width` neighbouring rows each; `heads` parts of a row. */
export interface EvenWindows {
  readonly width: number;
  readonly heads: number;
}

/** Where windows of equal width begin, and the end: as `starts` of an AttentionShape. */
export const evenStarts = (rows: number, width: number): Int32Array =>
  Int32Array.from({ length: rows / width + 1 }, (_, window) => window * width);

/** Rows of the widest window. */
export const widestOf = (starts: Int32Array): number =>
  starts.reduce((most, start, window) => Math.max(most, start - (starts[window - 1] ?? 0)), 0);

/** The key by which each of the windows draws what it drops; unrelated ones for neighbouring windows. */
export const windowKeys = (key: number, windows: number): Int32Array =>
  Int32Array.from({ length: windows }, (_, window) => mix(key + window));

/** Where the windows of a mask of `rows` begin, and the end, and the key by which each draws. */
export const maskWindows = (
  { key, starts }: Mask,
  rows: number,
): { readonly starts: Int32Array; readonly keys: Int32Array } =>
  starts === null
    ? { starts: Int32Array.of(0, rows), keys: Int32Array.of(key) }
    : { starts, keys: windowKeys(key, starts.length - 1) };
