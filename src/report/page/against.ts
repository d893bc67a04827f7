import { plural } from "../../base/text/plural.js";
import type { Against } from "../diff/against.js";
import type { Change } from "../diff/compare.js";
import { gainText, halfText, NOISE_WORDS } from "./difference/words.js";
import { anchor, escaped } from "./markup.js";

const nameOf = ({ name }: Against): string => name ?? "another results folder";

/** "Against results2: 2 of 24 cells and 3 fields differ": the first line of a page says it. */
export function againstLine(found: Against): string {
  const { differences, fields, compared, withinNoise } = found;
  if (compared + differences.length === 0) {
    return `Against ${nameOf(found)}: nothing to compare, no cell has a number in both`;
  }
  const isSame = differences.length + fields.length + withinNoise === 0;
  return `Against ${nameOf(found)}: ${
    isSame
      ? `nothing differs in ${plural(compared, "cell")}`
      : `${differences.length} of ${plural(compared, "cell")} and ${plural(fields.length, "field")} differ`
  }`;
}

/** In what the page's tables (A) differ from those of another results folder (B); empty where nobody asked. */
export function againstMarkup(found: Against | undefined): string {
  if (found === undefined) return "";
  const { differences, fields, withinNoise, onlyA, onlyB } = found;
  const notes = [
    ...(withinNoise === 0
      ? []
      : [
          `${plural(withinNoise, "more cell")} ${withinNoise === 1 ? "differs" : "differ"} within noise.`,
        ]),
    ...(onlyA + onlyB === 0
      ? []
      : [`Without a number on the other side: ${onlyA} of A, ${onlyB} of B.`]),
  ];
  return [
    '<section id="against" aria-labelledby="against-title">',
    '<h2 id="against-title">Differences from another results folder</h2>',
    `<p>${escaped(againstLine(found))}. A: this page; B: ${escaped(nameOf(found))}. ${notes.join(" ")}</p>`,
    fields.length === 0
      ? ""
      : tableOf(
          "What the runs were made with, where that differs",
          ["field", "A", "B"],
          fields.map(({ name, a, b }) => [
            escaped(name.replace(/^made\./, "")),
            ...[a, b].map((text) => escaped(text === "" ? "–" : text)),
          ]),
          "fields",
        ),
    differences.length === 0
      ? ""
      : tableOf(
          "Cells that differ beyond the noise of seeds, or of which no noise is known; ±: half of the 95 % interval; tested at 5 % for all cells (Holm)",
          ["cell", "A", "B", "B − A", "seeds", "noise"],
          differences.map(rowOf),
          "numbers",
        ),
    "</section>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function rowOf({ cell, row, column, a, b, delta, half, seeds, noise }: Change): readonly string[] {
  const link = `<a class="cell" href="${escaped(anchor(cell))}">${escaped(`${row}, ${column}`)}</a>`;
  const number = (value: number | null): string => value?.toFixed(2) ?? "–";
  return [
    link,
    ...[a, b].map(number),
    `${delta === null ? "–" : gainText(delta)}${halfText(half)}`,
    seeds === null ? "" : [...new Set(seeds)].join(", "),
    NOISE_WORDS[noise],
  ];
}

/** @param rows markup. */
function tableOf(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  kind: "fields" | "numbers",
): string {
  const head = heads.map((each) => `<th scope="col">${each}</th>`).join("");
  const body = rows.map(
    ([first, ...rest]) =>
      `<tr><th scope="row">${first}</th>${rest.map((each) => `<td>${each}</td>`).join("")}</tr>`,
  );
  return [
    `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(caption)}">`,
    `<table class="difference ${kind}"><caption>${escaped(caption)}</caption>`,
    `<thead><tr>${head}</tr></thead><tbody>`,
    ...body,
    "</tbody></table></div>",
  ].join("\n");
}
