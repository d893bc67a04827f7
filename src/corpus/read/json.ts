import { badInput, type AmtlError } from "../../base/errors.js";
import { DEEPEST, isTooDeep } from "../../base/nesting.js";
import { mistakeAt, type Tear } from "./tear.js";

/** The beginning of a JSON token at the sticky position, after white space: punctuation, a quotation mark, or all of another. */
const TOKEN =
  /[ \t\n\r]*(?:([{}[\],:"])|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w))/y;

/** An escape at the sticky position. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

const [QUOTE, BACKSLASH, SPACE] = [0x22, 0x5c, 0x20];

/**
 * The place after the string whose first character stands at `at`; -1 where it is none, Infinity where the text ends in it. By hand: an expression of that
 * kind runs out of its stack in a string of megabytes.
 */
function stringEnd(text: string, at: number): number {
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code < SPACE) return -1;
    if (code !== BACKSLASH) {
      at++;
      continue;
    }
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text))
      return /^\\(?:u[0-9a-fA-F]{0,3})?$/.test(text.slice(at, at + 6)) ? Infinity : -1;
    at = ESCAPE.lastIndex;
  }
  return Infinity;
}

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

interface Place {
  readonly offset: number;
  readonly expected: string;
  /** Whether all that follows is a string that the end of the text cuts off. */
  readonly isInString: boolean;
}

/** The first place where the text stops being JSON, and what had to stand there. */
function findTear(text: string): Place {
  const open: string[] = [];
  let expected: Expectation = "value";
  let offset = 0;
  let isInString = false;
  for (;;) {
    TOKEN.lastIndex = offset;
    const token: readonly (string | undefined)[] | null = TOKEN.exec(text);
    if (token === null) break;
    const isString = token[1] === '"';
    const end = isString ? stringEnd(text, TOKEN.lastIndex) : TOKEN.lastIndex;
    isInString = end === Infinity;
    if (end < 0 || isInString) break;
    const next = step(expected, isString ? undefined : token[1], isString, open);
    if (next === null) break;
    expected = next;
    offset = end;
  }
  while (offset < text.length && " \t\n\r".includes(text[offset])) offset++;
  return { offset, expected: expected === "end" ? "nothing more" : expected, isInString };
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
  const { offset, expected, isInString } = findTear(text);
  const before = text.slice(0, offset);
  const inLine = offset - before.lastIndexOf("\n");
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1))
    lines++;
  return jsonError(
    {
      last: before.trimEnd().slice(-1),
      rest: text.slice(offset, offset + AHEAD),
      toEnd: isInString || offset + AHEAD >= text.length,
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
 * @throws AmtlError (2) with file, line and column of the first mistake, and for brackets within brackets without end.
 */
export function parseJson(text: string, file: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw tornJson(text, file);
  }
  if (!isTooDeep(value)) return value;
  throw badInput("JSON is nested too deep", {
    where: file,
    expected: `at most ${DEEPEST} brackets within one another`,
    got: "more than that",
    fix: "bring the file again: no program writes such a one",
  });
}
