import { fields, listOf, optional, text } from "../../../base/shape.js";
import { statementRule } from "./rule.js";

const params = fields({
  /** What the paper says; absent where it says nothing. */
  printed: optional(listOf(text)),
  found: listOf(text),
});

/** What code, data or another sentence say. */
export const elsewhere = statementRule(
  "elsewhere",
  "code, data or another sentence say the same; ambiguous where they differ or the paper is silent",
  params,
  (_, { printed, found }) => ({
    verdict: printed?.join() === found.join() ? "ok" : "ambiguous",
    message: `paper: ${printed?.join(", ") ?? "not said"}; found: ${found.join(", ")}`,
    cells: [],
  }),
);

/** Names of methods. */
export const spelling = statementRule(
  "spelling",
  "names are spelled as their owners spell them",
  fields({ used: listOf(text), own: listOf(text) }),
  (_, { used, own }) => {
    const wrong = used.flatMap((name, at) => (name === own[at] ? [] : `${name} for ${own[at]}`));
    return {
      verdict: wrong.length === 0 ? "ok" : "mismatch",
      message: wrong.join(", ") || "all are",
      cells: [],
    };
  },
);
