import { badInput } from "../../base/errors.js";

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

/**
 * JSON.parse whose error says where: engines name the place of a mistake only sometimes, and never as a line.
 *
 * @throws AmtlError (2) with file, line and column of the first mistake.
 */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { offset, expected } = findTear(text);
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    const column = offset - before.lastIndexOf("\n");
    const rest = text.slice(offset, offset + 24).split("\n", 1)[0];
    throw badInput(offset >= text.length ? "Unexpected end of JSON" : "Invalid JSON", {
      where: `${file}, line ${line}, column ${column}`,
      expected,
      got: offset >= text.length ? "the end of the file" : JSON.stringify(rest),
      fix: "bring the file again: a download or a copy was probably cut short",
      cause,
    });
  }
}
