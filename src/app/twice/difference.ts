import type { Metrics, TrainResult } from "../../contract/result.js";

/** How two values of one thing differ: not at all, by a number, or without a number for it. */
export type Difference =
  | { readonly kind: "same" }
  /** One of the two is missing. */
  | { readonly kind: "absent"; readonly why: string }
  | { readonly kind: "values"; readonly largest: number }
  /** Other names, lengths or relations: no number says how far apart they are. */
  | { readonly kind: "shape"; readonly what: string };

export const SAME: Difference = { kind: "same" };

/** Numbers of any kind by name, as files of arrays hold them. */
export type Arrays = ReadonlyMap<string, ArrayLike<number> & { readonly buffer: ArrayBufferLike }>;

/** The largest difference between arrays of the same names and lengths. Equal bits only are the same; a NaN is infinitely far. */
export function differenceOf(a: Arrays, b: Arrays): Difference {
  let largest = 0;
  let same = true;
  const names = new Set([...a.keys(), ...b.keys()]);
  for (const name of names) {
    const [first, second] = [a.get(name), b.get(name)];
    if (first?.length !== second?.length) return { kind: "shape", what: name };
    for (let i = 0; i < first!.length; i++) {
      const [x, y] = [first![i], second![i]];
      if (Object.is(x, y)) continue;
      same = false;
      const distance = Math.abs(x - y);
      largest = Math.max(largest, Number.isNaN(distance) ? Infinity : distance);
    }
  }
  return same ? SAME : { kind: "values", largest };
}

const METRICS: readonly (keyof Metrics)[] = ["f1", "ignF1", "precision", "recall"];

/** The largest difference between two lists of percent figures, in points. */
export function metricsDifference(a: Metrics, b: Metrics): Difference {
  const largest = Math.max(...METRICS.map((name) => Math.abs(a[name] - b[name])));
  return largest === 0 ? SAME : { kind: "values", largest };
}

/** Where two trainings first differ. */
export interface Parting {
  /** Number of the dev evaluation that first differs, from 1. */
  readonly evaluation: number;
  readonly epoch: number;
  readonly step: number;
  /** Differences of the mean training loss up to that epoch, and of dev F1 in points. */
  readonly loss: number;
  readonly f1: number;
}

/** The first dev evaluation that differs; null when none does, as far as both go. */
export function partingOf(a: TrainResult["dev"], b: TrainResult["dev"]): Parting | null {
  const at = a.findIndex((first, i) => {
    const second = b.at(i);
    if (second === undefined) return true;
    return first.loss !== second.loss || metricsDifference(first, second).kind !== "same";
  });
  if (at < 0) return null;
  const { epoch, step, loss, f1 } = a[at];
  const second = b.at(at);
  return {
    evaluation: at + 1,
    epoch,
    step,
    loss: Math.abs(loss - (second?.loss ?? NaN)),
    f1: Math.abs(f1 - (second?.f1 ?? NaN)),
  };
}

/** Lines that only one of two files has, however often; order does not count. */
export function linesApart(a: string, b: string): number {
  const count = new Map<string, number>();
  const add = (text: string, by: number): void => {
    for (const line of text.split("\n")) count.set(line, (count.get(line) ?? 0) + by);
  };
  add(a, 1);
  add(b, -1);
  return [...count.values()].reduce((sum, n) => sum + Math.abs(n), 0);
}
