import { numberOf, type ReportCell } from "../cell.js";
import type { ReportRun } from "../document/document.js";
import { commandsOf } from "../explanation/commands.js";
import { cellFacts } from "../explanation/facts.js";
import { nextSteps } from "../explanation/next-steps.js";
import { oursText } from "../formats/cell-text.js";
import type { ReportTable } from "../table.js";
import { historyMarkup } from "./history.js";
import { panelMarkup } from "./panel.js";
import { claimId, type ClaimsOfCells } from "./claims.js";
import { anchor, escaped } from "./markup.js";

/** Runs by their id. */
export type Runs = ReadonlyMap<string, ReportRun>;

/**
 * Every cell of a table with what stands behind it, one after another: read without a script, shown beside it with one.
 * End tags that HTML leaves to be understood are left out, as a report has thousands of these lines.
 */
export function detailsMarkup(table: ReportTable, runs: Runs, claims: ClaimsOfCells): string {
  const articles = table.list.map((cell) => articleOf(table, cell, runs, claims));
  return `<details class="cells"><summary>All cells of ${escaped(table.id)} with runs and tests</summary>${articles.join("\n")}</details>`;
}

function articleOf(
  table: ReportTable,
  cell: ReportCell,
  runs: Runs,
  claims: ClaimsOfCells,
): string {
  const title = `${cell.row}, ${cell.column}`;
  return `<article id="${escaped(cell.cell)}" data-detail><h3>${escaped(title)}</h3><p>${escaped(cell.cell)}${factsMarkup(cell)}${stepsMarkup(table, cell)}${seedsOf(cell, runs)}${historyMarkup(cell, runs)}${panelMarkup(cell)}${claimsOf(cell, claims)}</article>`;
}

function factsMarkup(cell: ReportCell): string {
  const { ours, description } = cell;
  const isValue = numberOf(ours) !== null || ours.kind === "no-experiment";
  const what = WHAT.flatMap((name) =>
    description[name] === "" ? [] : [`${name.replace("_", " ")} ${description[name]}`],
  );
  const facts = [
    ...(isValue ? [] : [{ name: "ours", text: oursText(cell), lines: [] }]),
    ...cellFacts(cell),
    { name: "what", text: what.join(", "), lines: [] },
  ];
  const text = (lines: readonly string[]): string => lines.map(escaped).join("<br>");
  return `<dl>${facts.map((each) => `<dt>${escaped(each.name)}<dd>${text([each.text, ...each.lines])}`).join("")}</dl>`;
}

/** What a reader asks of a number; the page's data has the rest. */
const WHAT = [
  "backbone",
  "plugin",
  "encoder",
  "train",
  "loss",
  "n",
  "lambda",
  "ordering",
  "label_space",
  "decoder",
  "eval",
] as const;

/** The value of each seed, and the run that it comes from. */
function seedsOf({ ours, description }: ReportCell, runs: Runs): string {
  if (ours.kind !== "value") return "";
  const places = new Set<string>();
  const rows = ours.runs.map((id, at) => {
    const run = runs.get(id);
    const scored = run?.evals.find(({ set }) => set === description.eval);
    const percent = (value: number | undefined): string => value?.toFixed(2) ?? "";
    const made = run?.made;
    const place = [made?.engine, made?.device, made?.host].filter((part) => part != null);
    if (place.length > 0) places.add(place.join(", "));
    const texts = [
      ours.aggregate.values[at].toFixed(2),
      percent(scored?.precision),
      percent(scored?.recall),
      id,
      made?.minutes == null ? "" : made.minutes.toFixed(1),
      made?.ended ?? "",
    ];
    return `<tr><th scope=row>${ours.seeds[at]}${texts.map((text) => `<td>${escaped(text)}`).join("")}`;
  });
  const where =
    places.size === 0 ? "" : `<p class="soft">made on ${escaped([...places].join("; "))}`;
  return `<table><tr>${HEADS}${rows.join("")}</table>${where}`;
}

const HEADS = ["seed", "value", "P", "R", "run", "minutes", "date"]
  .map((head) => `<th scope=col>${head}`)
  .join("");

/** What makes this number again, and what would decide it. */
function stepsMarkup(table: ReportTable, cell: ReportCell): string {
  const commands = commandsOf(table, cell);
  if (commands === null) return "";
  return nextSteps(commands)
    .map(({ purpose, command }) => `<p>${escaped(purpose)}:<br><code>${escaped(command)}</code>`)
    .join("");
}

/** Where the paper speaks of this number, and what became of what it says. */
function claimsOf({ cell }: ReportCell, claims: ClaimsOfCells): string {
  const links = (claims.get(cell) ?? []).map(
    ({ id, where, ours }) =>
      `<li><a href="${escaped(anchor(claimId(id)))}">${escaped(where)}</a>: ${ours.verdict}`,
  );
  return links.length === 0 ? "" : `<p>Claims that rest on it<ul>${links.join("")}</ul>`;
}
