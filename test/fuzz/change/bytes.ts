import type { Random } from "../../../src/base/random.js";
import { pick } from "./values.js";

/** What a reader of text or of bytes may stumble over. */
const PIECES: readonly Buffer[] = [
  ...[",", '"', "\\", "{", "}", "[", "]", ":", "\n", "\r", "\t", "\0", "''", "#", "//", "<html>"],
  ...["NaN", "-Infinity", "1e999", "None", "0x10", "\\ud800", "\\u00", "\ufeff", "\u2028", "𝄞"],
  ...['{"__proto__":{"a":1}}', '"constructor":', "[[[[[[[[", '{"a":{"a":{"a":', "version https://"],
  "PK\x03\x04",
]
  .map((text) => Buffer.from(text))
  .concat(
    [
      ...[
        [0xff, 0xfe],
        [0xfe, 0xff],
        [0x1f, 0x8b, 8, 0],
        [0x80, 4, 0x2e],
        [0xc3],
        [0xed, 0xa0, 0x80],
      ],
      ...[new Array<number>(8).fill(0xff), new Array<number>(8).fill(0), [0xff, 0xff, 0xff, 0x7f]],
    ].map((bytes) => Buffer.from(bytes)),
  );

const spliced = (bytes: Buffer, from: number, to: number, piece: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(to)]);

function changedOnce(bytes: Buffer, random: Random): Buffer {
  const from = random.below(bytes.length + 1);
  const to = Math.min(bytes.length, from + 1 + random.below(random.below(4) === 0 ? 200 : 8));
  switch (random.below(8)) {
    case 0:
    case 1: {
      if (from === bytes.length) return bytes;
      const flipped = Buffer.from(bytes);
      flipped[from] ^= 1 << random.below(8);
      return flipped;
    }
    case 2:
      return spliced(bytes, from, to, Buffer.alloc(0));
    case 3:
      return bytes.subarray(0, from);
    case 4:
      return spliced(bytes, from, from, pick(random, PIECES));
    case 5:
      return spliced(bytes, from, to, pick(random, PIECES));
    case 6:
      return spliced(bytes, from, from, bytes.subarray(from, to));
    default: {
      const start = random.below(bytes.length + 1);
      return spliced(bytes, from, to, bytes.subarray(start, start + random.below(64)));
    }
  }
}

/** The bytes with one to four changes: bits, cuts, insertions, pieces twice or elsewhere. */
export function changedBytes(bytes: Buffer, random: Random): Buffer {
  let changed = bytes;
  for (let left = 1 + random.below(4); left > 0; left--) changed = changedOnce(changed, random);
  return changed;
}
