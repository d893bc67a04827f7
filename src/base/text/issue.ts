import type { z } from "zod";
import { shown } from "./shown.js";

type Issue = z.core.$ZodIssue;

/** Types as people call them. */
const TYPES = new Map<string, string>([
  ["string", "a text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["tuple", "a list"],
  ["object", "an object"],
  ["record", "an object"],
  ["null", "null"],
  ["undefined", "nothing"],
]);

/** Beginnings of what the library says where a schema has no words of its own. */
const ITS_OWN = /^(Invalid|Too (small|big)|Unrecognized)/;

/** What a schema expected where a value did not fit, in this program's words. */
export function expectedText(issue: Issue): string {
  if (!ITS_OWN.test(issue.message)) return issue.message.replace(/^expected /, "");
  switch (issue.code) {
    case "invalid_type":
      return TYPES.get(issue.expected) ?? issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "unrecognized_keys":
      return `no field ${issue.keys.join(", ")}`;
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unitOf(issue.origin)}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_format":
      return issue.format === "regex"
        ? "another form of text"
        : `a text of the form ${issue.format}`;
    case "invalid_union": {
      const { discriminator } = issue as { readonly discriminator?: string };
      return discriminator === undefined
        ? "one of several forms, none of which it has"
        : `a known ${discriminator}`;
    }
    case "custom":
    case "invalid_element":
    case "invalid_key":
      return "another value";
  }
}

const unitOf = (origin: string): string =>
  new Map([
    ["string", " characters"],
    ["array", " entries"],
    ["object", " fields"],
  ]).get(origin) ?? "";

/** What stands at a path of a value that a schema refused, as people read it. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): string {
  const got = path.reduce<unknown>(
    (whole, key) => (whole as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key],
    value,
  );
  return shown(got);
}
