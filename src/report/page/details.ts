import { numberOf, type ReportCell } from "../cell.js";
import { deltaText } from "../csv-row.js";
import type { ReportRun } from "../document/document.js";
import { oursText } from "../formats/cell-text.js";
import type { ReportTable } from "../table.js";
import { againCommand, moreSeedsCommand } from "./commands.js";
import { panelMarkup } from "./panel.js";
import { escaped } from "./markup.js";
import { verdictText } from "./verdict.js";

/** Runs by their id. */
export type Runs = ReadonlyMap<string, ReportRun>;

/**
 * Every cell of a table with what stands behind it, one after another: read without a script, shown beside it with one.
 * End tags that HTML leaves to be understood are left out, as a report has thousands of these lines.
 */
export function detailsMarkup(table: ReportTable, runs: Runs): string {
  const articles = table.list.map((cell) => articleOf(table, cell, runs));
  return `<details class="cells"><summary>All cells of ${escaped(table.id)} with runs and tests</summary>${articles.join("\n")}</details>`;
}

function articleOf(table: ReportTable, cell: ReportCell, runs: Runs): string {
  const title = `${cell.row}, ${cell.column}`;
  return `<article id="${escaped(cell.cell)}" data-detail><h3>${escaped(title)}</h3><p>${escaped(cell.cell)}${factsOf(cell)}${suspicionOf(cell)}${commandsOf(table, cell)}${seedsOf(cell, runs)}${panelMarkup(cell)}</article>`;
}

function factsOf(cell: ReportCell): string {
  const { paper, ours, verdict, description } = cell;
  const facts: [string, string][] = [];
  if (ours.kind !== "no-experiment") facts.push(["ours", `${oursText(cell)}${intervalOf(cell)}`]);
  if (paper !== null && paper.text !== "") {
    facts.push(["paper", `${paper.text}, ${SOURCES[paper.source]}${citedFrom(cell)}`]);
  }
  const delta = deltaText(cell);
  if (delta !== "") facts.push(["difference", delta]);
  if (verdict !== null) facts.push(["verdict", verdictText(verdict)]);
  const what = WHAT.flatMap((name) =>
    description[name] === "" ? [] : [`${name.replace("_", " ")} ${description[name]}`],
  );
  facts.push(["what", what.join(", ")]);
  return `<dl>${facts.map(([name, value]) => `<dt>${name}<dd>${escaped(value)}`).join("")}</dl>`;
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

const SOURCES = {
  ours: "the authors' method",
  reproduced: "rerun by the authors",
  quoted: "quoted from other work",
  unmarked: "not marked in the paper",
  statistics: "counted",
} as const;

const citedFrom = ({ paper }: ReportCell): string =>
  paper?.citedFrom == null ? "" : ` (${paper.citedFrom})`;

function intervalOf({ ours }: ReportCell): string {
  if (ours.kind !== "value" || ours.aggregate.interval === null) return "";
  const [low, high] = ours.aggregate.interval;
  return `, 95 % interval ${low.toFixed(2)} to ${high.toFixed(2)}`;
}

/** What the audit found against the printed number, with ours held against each reading of it. */
function suspicionOf({ verdict }: ReportCell): string {
  if (verdict?.kind !== "suspect") return "";
  const items = [
    ...verdict.findings.map(({ id, message }) => `audit, ${id}: ${message}`),
    ...verdict.readings.map(
      ({ printed, why, verdict: found }) => `${printed}, ${why}: ${found ?? "not tested"}`,
    ),
  ];
  return `<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
}

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
function commandsOf(table: ReportTable, cell: ReportCell): string {
  const again = againCommand(table, cell);
  const found: [string, string][] = [];
  if (again !== null) {
    const isThere = numberOf(cell.ours) !== null;
    found.push([isThere ? "to make exactly this cell again" : "to make this cell", again]);
  }
  const { verdict } = cell;
  if (verdict?.kind === "inconclusive" && verdict.seeds !== null && again !== null) {
    const more = moreSeedsCommand(table, cell, verdict.seeds);
    const time = verdict.hours === null ? "" : `, about ${Math.round(verdict.hours * 60)} minutes`;
    if (more !== null) found.push([`to decide it: ${verdict.seeds} more seeds${time}`, more]);
  }
  return found
    .map(([name, text]) => `<p>${escaped(name)}<br><code>${escaped(text)}</code>`)
    .join("");
}
