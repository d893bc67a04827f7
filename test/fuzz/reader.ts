import type { Random } from "../../src/base/random.js";
import { changedBytes } from "./change/bytes.js";
import { changedTree } from "./change/tree.js";
import { jsonText, pick } from "./change/values.js";

/** A sound input of a reader, and how other inputs are made of it. */
export interface Sample {
  /** Tells a reader which of its files the bytes are. */
  readonly name: string;
  readonly sound: Buffer;
  readonly changed: (random: Random) => Buffer;
}

/** Everything that reads one kind of file. */
export interface Reader {
  readonly id: string;
  readonly samples: readonly Sample[];
  /**
   * Reads an input to the end, in every way that the program does.
   * @param folder empty at the first input; for files of its own.
   * @throws a user's error where the input is refused; anything else is a mistake of the program.
   */
  readonly read: (bytes: Buffer, name: string, folder: string) => Promise<unknown>;
  /** Of how many inputs one is of this reader; dear ones have fewer. */
  readonly share: number;
}

/** Any bytes. */
export const bytesSample = (name: string, sound: Buffer | string): Sample => {
  const bytes = Buffer.from(sound);
  return { name, sound: bytes, changed: (random) => changedBytes(bytes, random) };
};

/** One JSON value: changed as a value, as text, or as both. */
export const jsonSample = (name: string, value: unknown): Sample => ({
  name,
  sound: Buffer.from(jsonText(value)),
  changed: (random) => {
    let changed = value;
    for (let left = random.below(3); left >= 0; left--) changed = changedTree(changed, random);
    const text = Buffer.from(jsonText(random.below(4) === 0 ? value : changed));
    return random.below(3) === 0 ? changedBytes(text, random) : text;
  },
});

/** One JSON value a line: a line is changed, gone, twice, or in another place; or bytes are. */
export const linesSample = (name: string, values: readonly unknown[]): Sample => {
  const textOf = (each: readonly unknown[]): Buffer =>
    Buffer.from(each.map((value) => `${jsonText(value)}\n`).join(""));
  return {
    name,
    sound: textOf(values),
    changed: (random) => {
      const lines = [...values];
      const at = random.below(lines.length);
      const how = random.below(8);
      if (how === 0) lines.splice(at, 1);
      else if (how === 1) lines.splice(random.below(lines.length + 1), 0, lines[at]);
      else if (how === 2) lines.push(pick(random, lines));
      else lines[at] = changedTree(lines[at], random);
      const text = textOf(lines);
      return random.below(3) === 0 ? changedBytes(text, random) : text;
    },
  };
};
