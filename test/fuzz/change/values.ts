import type { Random } from "../../../src/base/random.js";

/** A piece of JSON text that no value gives: a number that JSON does not have, brackets without end. */
const RAW = "\u0001raw:";

/** Stands in a value for that very text in the JSON that is written of it. */
export const raw = (text: string): string => `${RAW}${text}${RAW}`;

/** JSON of a value, with what {@link raw} stands for. */
export function jsonText(value: unknown): string {
  const mark = JSON.stringify(RAW).slice(1, -1);
  const [first, ...rest] = JSON.stringify(value).split(`"${mark}`);
  return rest.reduce((text, part) => text + rawText(part, `${mark}"`), first);
}

/** A part that begins with such a text; as it is where a change has cut it. */
function rawText(part: string, mark: string): string {
  const end = part.indexOf(mark);
  const inside = part.slice(0, Math.max(end, 0));
  if (end < 0 || /(?<!\\)"/.test(inside)) return `"${part}`;
  return `${JSON.parse(`"${inside}"`) as string}${part.slice(end + mark.length)}`;
}

export const pick = <T>(random: Random, from: readonly T[]): T => from[random.below(from.length)];

const nested = (depth: number, open: string, close: string): string =>
  raw(open.repeat(depth) + close.repeat(depth));

/** Keys and names that objects of JavaScript have already. */
export const NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "length",
];

/** Values that a reader meets seldom. */
const PLAIN: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 0.5, 2 ** 31, 2 ** 32, 2 ** 53, 1e300, -1e300, 1e-300, 65536],
  ...["", " ", "\n", "0", "-1", "NaN", "null", "\ud800", "\0", "\u202e", "\u001b[2J", "ä", "P17"],
  ...[[], {}, [[]], [null], { a: 1 }, { toString: 1, valueOf: 1 }, { length: 3 }, { length: -1 }],
  ...["NaN", "-Infinity", "1e999", "-0", "01", "1.", "undefined", "'a'"].map(raw),
  ...NAMES,
];

/** Dear ones, made when they are drawn. */
const LARGE: readonly (() => unknown)[] = [
  () => "x".repeat(100_000),
  () => Array.from({ length: 1000 }, (_, at) => at),
  () => nested(2000, "[", "]"),
  () => raw(`${'{"a":'.repeat(3000)}1${"}".repeat(3000)}`),
  () => JSON.parse('{"__proto__":{"polluted":1}}') as unknown,
];

/** Deep enough to end functions that call themselves. */
const DEEPEST = (): string => nested(200_000, "[", "]");

/** A value of another kind, or out of all bounds. */
export function oddValue(random: Random): unknown {
  if (random.below(400) === 0) return DEEPEST();
  return random.below(8) === 0 ? pick(random, LARGE)() : pick(random, PLAIN);
}
