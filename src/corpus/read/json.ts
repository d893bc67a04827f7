import { badInput, type AmtlError } from "../../base/errors.js";
import { mistakeAt, type Tear } from "./tear.js";

/** One JSON token at the sticky position, after white space; group 1 is punctuation, group 2 a string. */
const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w))/y;

type Expectation = "value" | "value or ]" | "key" | "key or }" | ":" | ", or ]" | ", or }" | "end";

const afterValue = (open: readonly string[]): Expectation => {
  const inner = open.at(-1);
  if (inner === undefined) return "end";
  return inner === "[" ? ", or ]" : ", or }";
};

/** What may come next, or null when the token cannot stand here. Pushes to and pops from `open`. */
function step(
  expected: Expectation,
  punctuation: string | undefined,
  isString: boolean,
  open: string[],
): Expectation | null {
  const closes = punctuation === "]" || punctuation === "}";
  if (closes && expected.endsWith(`or ${punctuation}`)) {
    open.pop();
    return afterValue(open);
  }
  if (expected === "value" || expected === "value or ]") {
    if (punctuation === undefined) return afterValue(open);
    if (punctuation !== "[" && punctuation !== "{") return null;
    open.push(punctuation);
    return punctuation === "[" ? "value or ]" : "key or }";
  }
  if (expected === "key" || expected === "key or }") return isString ? ":" : null;
  if (expected === ":") return punctuation === ":" ? "value" : null;
  if (expected === "end" || punctuation !== ",") return null;
  return expected === ", or ]" ? "value" : "key";
}

/** Offset of the first place where the text stops being JSON, and what had to stand there. */
function findTear(text: string): { readonly offset: number; readonly expected: string } {
  const open: string[] = [];
  let expected: Expectation = "value";
  let offset = 0;
  for (;;) {
    TOKEN.lastIndex = offset;
    const token: readonly (string | undefined)[] | null = TOKEN.exec(text);
    if (token === null) break;
    const next: Expectation | null = step(expected, token[1], token[2] !== undefined, open);
    if (next === null) break;
    expected = next;
    offset = TOKEN.lastIndex;
  }
  offset += /^[ \t\n\r]*/.exec(text.slice(offset))![0].length;
  return { offset, expected: expected === "end" ? "nothing more" : expected };
}

/** Characters of what follows a mistake that are looked at. */
const AHEAD = 4000;

/** Where a text stands in its file; counted from 1. */
export interface Start {
  readonly line: number;
  readonly column: number;
  /** line: each line of the file is a text. */
  readonly of?: Tear["of"];
}

/**
 * The error for a text that JSON.parse refuses: its kind, its place, and what mends it.
 *
 * @param start of the text, where it is a part of the file.
 */
export function tornJson(
  text: string,
  file: string,
  start: Start = { line: 1, column: 1 },
): AmtlError {
  const { offset, expected } = findTear(text);
  const before = text.slice(0, offset);
  const inLine = offset - before.lastIndexOf("\n");
  const lines = before.split("\n").length - 1;
  return jsonError(
    {
      last: before.trimEnd().slice(-1),
      rest: text.slice(offset, offset + AHEAD),
      toEnd: offset + AHEAD >= text.length,
      of: start.of ?? "file",
      expected,
    },
    file,
    { line: start.line + lines, column: lines === 0 ? start.column + inLine - 1 : inLine },
  );
}

/** The error for a place where the grammar stops. */
export function jsonError(tear: Tear, file: string, { line, column }: Start): AmtlError {
  const mistake = mistakeAt(tear);
  const { message, got, fix } = mistake;
  const wanted = mistake.expected ?? tear.expected;
  const expected =
    tear.of === "line" ? `${wanted}; one JSON array, or one JSON value a line` : wanted;
  return badInput(message, {
    where: `${file}, line ${line}, column ${column}`,
    expected,
    got,
    fix,
  });
}

/**
 * JSON.parse whose error says what is wrong and where: engines name the place of a mistake only sometimes, and never as
 * a line.
 *
 * @throws AmtlError (2) with file, line and column of the first mistake.
 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw tornJson(text, file);
  }
}
