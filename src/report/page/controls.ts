import type { ReportTable } from "../table.js";
import { VERDICT_KINDS, type VerdictKind } from "../verdicts/verdict.js";
import { escaped } from "./markup.js";
import { VERDICT_SIGNS } from "../explanation/verdict.js";

const SOURCES: Readonly<Record<string, string>> = {
  ours: "the authors' method",
  reproduced: "† rerun by the authors",
  quoted: "quoted (leans)",
  unmarked: "° the paper does not say whose",
};

/** What filters and sorts, which needs a script; the legend says without one, too, what the marks mean. */
export function controls(tables: readonly ReportTable[]): string {
  const cells = tables.flatMap(({ list }) => list);
  const kinds = new Set(cells.flatMap(({ verdict }) => verdict?.kind ?? []));
  const sources = new Set(cells.flatMap(({ paper }) => paper?.source ?? []));
  const chips = [
    ...(Object.entries(VERDICT_KINDS) as [VerdictKind, string][])
      .filter(([kind]) => kinds.has(kind))
      .map(([kind, meaning]) =>
        chip(`verdict:${kind}`, `${VERDICT_SIGNS[kind]} ${kind}`, kind, meaning),
      ),
    ...Object.entries(SOURCES)
      .filter(([source]) => [...sources].some((each) => each === source))
      .map(([source, name]) =>
        chip(`source:${source}`, name, source, "where the printed number comes from"),
      ),
  ];
  return [
    '<form id="filter" role="search" data-script hidden>',
    '<label>filter, e.g. verdict:different &amp; loss:amtl, delta&gt;0.5<input id="query" type="search" aria-describedby="found" spellcheck="false" autocomplete="off"></label>',
    '<label>order<select id="sort"><option value="">as in the paper</option><option value="delta">largest difference</option><option value="sd">largest spread</option><option value="verdict">verdict</option><option value="name">name</option></select></label>',
    '<button type="reset">show all</button>',
    '<output id="found" aria-live="polite"></output>',
    "</form>",
    `<ul class="legend" aria-label="legend">${chips.map((each) => `<li>${each}</li>`).join("")}<li>dots: seeds; hollow mark: the printed number; bar: where a mean of the paper's seeds would fall; *: best, or not told from it by a test; bold: so in the paper</li></ul>`,
  ].join("\n");
}

const chip = (query: string, text: string, kind: string, meaning: string): string =>
  `<button type="button" data-query="${escaped(query)}" aria-pressed="false" class="${escaped(kind)}" title="${escaped(meaning)}">${escaped(text)}</button>`;
