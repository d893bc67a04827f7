import { jsonError, tornJson } from "./json.js";

/** One value of a file that holds many. */
export interface Item {
  readonly value: unknown;
  /** Of its first character, from 1. */
  readonly line: number;
  /** Among the values, from 0. */
  readonly index: number;
  /** Whether it is an element of one JSON array, and no line of its own. */
  readonly isListed: boolean;
  /** A number that is none in JSON but that Python writes and reads (NaN, Infinity); it is read as an infinite one. */
  readonly noNumber: string | null;
}

const [LF, QUOTE, COMMA, BACKSLASH] = [0x0a, 0x22, 0x2c, 0x5c];
const [OPEN, CLOSE, BEGIN, END] = [0x5b, 0x5d, 0x7b, 0x7d];

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === LF || byte === 0x0d || byte === 0x09;

/** Where the white space at `at` ends. */
function skip(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && isSpace(bytes[at])) at++;
  return at;
}

/** The place after the string that begins at `at`. */
function stringEnd(bytes: Uint8Array, at: number): number {
  for (at++; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  return bytes.length;
}

/** The place after the value that begins at `at`: where its brackets close. Whether it is JSON is seen when it is parsed. */
function valueEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at] === QUOTE) return stringEnd(bytes, at);
  if (bytes[at] !== OPEN && bytes[at] !== BEGIN) {
    while (at < bytes.length && !isSpace(bytes[at])) {
      if (bytes[at] === COMMA || bytes[at] === CLOSE || bytes[at] === END) break;
      at++;
    }
    return at;
  }
  let depth = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = stringEnd(bytes, at);
      continue;
    }
    at++;
    if (byte === OPEN || byte === BEGIN) depth++;
    else if (byte === CLOSE || byte === END) {
      depth--;
      if (depth === 0) return at;
    }
  }
  return bytes.length;
}

/** Counts lines as a reader goes on; each line end is looked for once. */
function lineCounter(bytes: Buffer): (at: number) => number {
  let [line, end] = [1, lineEnd(bytes, 0)];
  return (at) => {
    while (end < at) [line, end] = [line + 1, lineEnd(bytes, end + 1)];
    return line;
  };
}

/** What Python's json reads and writes beside JSON, after what may stand before a value. */
const NO_NUMBER = /(?<![\w-])(NaN|-?Infinity)(?!\w)/g;

type Parsed = Pick<Item, "value" | "noNumber">;

/** @throws AmtlError (2) */
function parse(
  bytes: Buffer,
  from: number,
  to: number,
  file: string,
  of: "line" | "file" = "file",
): Parsed {
  const text = bytes.toString("utf8", from, to);
  try {
    return { value: JSON.parse(text), noNumber: null };
  } catch {
    const read = withNoNumbers(text);
    if (read !== null) return read;
    // What is no bracket and no string ends at the first blank; the rest of its line tells what it is.
    const whole = /^[[{"]/.test(text) ? text : bytes.toString("utf8", from, lineEnd(bytes, from));
    throw tornJson(whole, file, { ...startAt(bytes, from), of });
  }
}

function withNoNumbers(text: string): Parsed | null {
  const words: string[] = [];
  let read = "";
  for (const { part, isString } of partsOf(text)) {
    if (isString) read += part;
    else
      read += part.replaceAll(NO_NUMBER, (word) => {
        words.push(word);
        // Beyond all numbers: whoever needs a number or a text finds neither.
        return word.startsWith("-") ? "-1e999" : "1e999";
      });
  }
  if (words.length === 0) return null;
  try {
    return { value: JSON.parse(read), noNumber: words[0] };
  } catch {
    return null;
  }
}

/** Strings, and what stands between them. */
function* partsOf(text: string): Generator<{ readonly part: string; readonly isString: boolean }> {
  // As a rule there is no such word, and nothing to be taken apart.
  if (!/NaN|Infinity/.test(text)) return;
  for (let at = 0; at < text.length;) {
    const open = text.indexOf('"', at);
    const start = open < 0 ? text.length : open;
    if (start > at) yield { part: text.slice(at, start), isString: false };
    at = start;
    if (open < 0) return;
    for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
    at = Math.min(at + 1, text.length);
    yield { part: text.slice(start, at), isString: true };
  }
}

const startAt = (bytes: Buffer, at: number) => {
  const before = bytes.lastIndexOf(LF, at - 1);
  const lineStart = at === 0 || before < 0 ? 0 : before + 1;
  return {
    line: lineCounter(bytes)(at),
    column: bytes.toString("utf8", lineStart, at).length + 1,
  };
};

/** Bytes of what follows a mistake that are looked at. */
const AHEAD = 4000;

function stop(bytes: Buffer, at: number, expected: string, last: string, file: string): never {
  const rest = bytes.toString("utf8", at, at + AHEAD);
  const tear = { last, rest, toEnd: at + AHEAD >= bytes.length, of: "file" as const, expected };
  throw jsonError(tear, file, startAt(bytes, at));
}

/**
 * The values of a text, one after the other: the elements of one JSON array, or JSON values one a line. A large file is
 * never in memory as values all at once. NaN and Infinity are let through, as Python's json and thus the official scorers
 * do; where they are no score they are refused.
 *
 * @throws AmtlError (2) with line and column of the first mistake.
 */
export function* jsonItems(bytes: Buffer, file: string): Generator<Item> {
  const first = skip(bytes, 0);
  // An array that begins with a string is a value of its own (a name triple), one a line.
  if (bytes[first] === OPEN && bytes[skip(bytes, first + 1)] !== QUOTE) {
    yield* listed(bytes, first, file);
  } else {
    yield* sequence(bytes, first, file);
  }
}

function* listed(bytes: Buffer, first: number, file: string): Generator<Item> {
  const lineAt = lineCounter(bytes);
  let at = skip(bytes, first + 1);
  for (let index = 0; bytes[at] !== CLOSE || index > 0; index++) {
    const last = index === 0 ? "[" : ",";
    const closes = bytes[at] === CLOSE || bytes[at] === END || bytes[at] === COMMA;
    if (at === bytes.length || closes) {
      stop(bytes, at, index === 0 ? "value or ]" : "value", last, file);
    }
    const end = valueEnd(bytes, at);
    yield { ...parse(bytes, at, end, file), line: lineAt(at), index, isListed: true };
    at = skip(bytes, end);
    if (bytes[at] === CLOSE) break;
    if (bytes[at] !== COMMA) stop(bytes, at, ", or ]", "", file);
    at = skip(bytes, at + 1);
  }
  at = skip(bytes, at + 1);
  if (at < bytes.length) stop(bytes, at, "nothing more", "]", file);
}

function* sequence(bytes: Buffer, first: number, file: string): Generator<Item> {
  const lineAt = lineCounter(bytes);
  const second = skip(bytes, lineEnd(bytes, first));
  const isByLine = [first, second].some((from) => isWhole(bytes, from, lineEnd(bytes, from)));
  let at = first;
  for (let index = 0; at < bytes.length; index++) {
    const end = isByLine ? lineEnd(bytes, at) : valueEnd(bytes, at);
    const parsed = parse(bytes, at, end, file, isByLine ? "line" : "file");
    yield { ...parsed, line: lineAt(at), index, isListed: false };
    at = skip(bytes, end);
    if (bytes[at] === COMMA) stop(bytes, at, "the next value on a line of its own", "", file);
  }
}

function lineEnd(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(LF, at);
  return end < 0 ? bytes.length : end;
}

/** Whether a line is a value: then every line is one, and a torn one tears no other. */
function isWhole(bytes: Buffer, from: number, to: number): boolean {
  try {
    JSON.parse(bytes.toString("utf8", from, to));
    return true;
  } catch {
    return withNoNumbers(bytes.toString("utf8", from, to)) !== null;
  }
}
