import assert from "node:assert/strict";

/** A cell as a reader sees it, whatever the document's language. */
export interface ShownCell {
  readonly row: string;
  readonly ours: string;
  readonly isBest: boolean;
  readonly paper: string;
  /** q or r, then the verdict's sign. */
  readonly marks: string;
}

const SIGNS: Readonly<Record<string, string>> = {
  "\\textasciitilde{}": "~",
  "\\textbackslash{}": "\\",
  "\\textasciicircum{}": "^",
  "$\\neq$": "≠",
  "$\\pm$": "±",
  "$\\lambda$": "λ",
  "$\\rightarrow$": "→",
};

/** What LaTeX prints of a text. */
const printed = (latex: string): string =>
  latex
    .replaceAll(/\\text\w+\{\}|\$\\\w+\$/g, (sign) => SIGNS[sign] ?? sign)
    .replaceAll(/\\([&%$#_{}])/g, "$1")
    .replaceAll("\\quad", "")
    .trim();

/**
 * The cells of a LaTeX table, read from its lines.
 * @param alone whose the numbers of a row with one line are.
 */
export function latexCells(tex: string, alone: "ours" | "paper" = "ours"): readonly ShownCell[] {
  const [, body = ""] = /\\midrule\n([^]*?) *\\bottomrule/.exec(tex) ?? [];
  const rows: { name: string; ours: string[]; paper: string[] }[] = [];
  for (const line of body.split("\n")) {
    if (!line.endsWith("\\\\") || line.includes("\\multicolumn")) continue;
    const [name, ...fields] = line.trim().slice(0, -3).split(" & ");
    if (name.endsWith("\\quad paper")) rows.at(-1)!.paper = fields;
    else rows.push({ name: printed(name), ours: fields, paper: [] });
  }
  return rows.flatMap(({ name, ours, paper }) =>
    ours.map((field, at) =>
      alone === "paper" && paper.length === 0
        ? latexCell(name, "", field)
        : latexCell(name, field, paper[at] ?? ""),
    ),
  );
}

function latexCell(row: string, ours: string, paper: string): ShownCell {
  const isBest = ours.startsWith("\\bfseries ");
  const [, number, raised] = raisedOf(ours.replace("\\bfseries ", ""));
  const [, value, marks] = raisedOf(paper);
  const shown = number.replace(
    /^([-\d.]+)\((\d+)\)$/,
    (_, mean: string, spread: string) => `${mean} ± ${(Number(spread) / 100).toFixed(2)}`,
  );
  return {
    row,
    ours: raised === "" ? shown : `${shown} (${raised})`,
    isBest,
    paper: value === "--" ? "" : value,
    marks,
  };
}

/** A field and what is raised behind it; braces keep text from siunitx. */
function raisedOf(field: string): readonly [string, string, string] {
  const [, text = field, raised = ""] =
    /^(.*?)\{\\rlap\{\\textsuperscript\{(.*)\}\}\}$/.exec(field) ?? [];
  return [field, printed(text.replace(/^\{(.*)\}$/, "$1")), printed(raised)];
}

const VERDICT_SIGNS = ["=", "≠", "?", "~", "!"];

/** The cells of a table of a page, read from its markup. */
export function htmlCells(table: string): readonly ShownCell[] {
  return [
    ...table.matchAll(/<tr data-row="[^"]*"[^>]*><th scope="row">(.*?)<\/th>(.*?)<\/tr>/gs),
  ].flatMap(([, name, cells]) =>
    [...cells.matchAll(/<td(.*?)<\/td>/gs)].map(([, td]) => htmlCell(read(name), td)),
  );
}

function htmlCell(row: string, td: string): ShownCell {
  const [, link = ""] = /<a class="cell[^>]*>(.*?)<\/a>/s.exec(td) ?? [];
  const [, form = "", paper = ""] =
    /<span class="paper( quoted)?(?: bold)?">(.*?)<\/span>/s.exec(td) ?? [];
  const [, sign = ""] = /<span class="verdict \w+">(.)/su.exec(td) ?? [];
  const source = form !== "" ? "q" : paper.includes("†") ? "r" : "";
  return {
    row,
    ours: read(link.replace(/<abbr.*/s, "")),
    isBest: link.includes("<abbr"),
    paper: read(paper.replace(/<abbr.*/s, "")).replace(/ ?\([-+][\d.]+\)$/, ""),
    marks: `${source}${VERDICT_SIGNS.includes(sign) ? sign : ""}`,
  };
}

const read = (html: string): string => {
  assert.doesNotMatch(html, /<(?!br)/);
  return html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
};

/** Each table of a page by its id. */
export function htmlTables(page: string): ReadonlyMap<string, string> {
  const found = [...page.matchAll(/aria-label="(\w+), table">(.*?)<\/table>/gs)];
  return new Map(found.map(([, id, table]) => [id, table]));
}
