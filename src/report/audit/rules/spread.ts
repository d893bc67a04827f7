import { keyText } from "../paper.js";
import type { Rule } from "./rule.js";

/** Whether means are printed with their spread. */
export const spread: Rule = {
  about: "a mean over several runs is printed with its spread",
  find: ({ header, printed }) => {
    const without = printed.filter((cell) => keyText(cell, "spread") === "");
    const isMissing = header.seeds > 1 && without.length > 0;
    return [
      {
        id: "no-spread",
        category: "text",
        where: "all tables",
        claim: `${header.seeds} runs are averaged`,
        verdict: isMissing ? "ambiguous" : "ok",
        message: `${without.length} of ${printed.length} cells have no standard deviation: how far seeds vary is not said`,
        cells: [],
      },
    ];
  },
};
