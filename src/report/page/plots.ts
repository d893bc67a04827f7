import type { ReportDocument } from "../document/document.js";
import { compactSvg } from "../figure/compact.js";
import { keptSvg } from "../figure/kept.js";
import { placeWords, tableWords } from "../explanation/table-words.js";
import { PLOTS } from "../plots/index.js";
import type { Plot, PlotContent } from "../plots/plot.js";
import { pictureOf, type ReportTable } from "../table.js";
import { inPage } from "./figure.js";
import { escaped } from "./markup.js";

/**
 * Marks that a page of several tables draws: beyond them it takes long to write and grows large. What its cells show
 * by themselves is left out first.
 */
const MOST_MARKS = 6000;

/** The plots of a page. */
export interface PagePlots {
  /** What stands below each table: its plots, and why others are not there. */
  readonly below: ReadonlyMap<string, string>;
  /** Pictures that a script shows when they are opened, by table and plot; null: all stand in the page. */
  readonly packed: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
}

interface Found {
  readonly table: ReportTable;
  readonly plot: Plot;
  readonly content: PlotContent;
}

/** Draws what there are data for. A page of one table has its plots without a script. */
export async function plotsOf({ tables, runs }: ReportDocument): Promise<PagePlots> {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const isOfRuns = ({ list }: ReportTable): boolean =>
    list.some(({ ours }) => ours.kind === "value" || ours.kind === "missing");
  const found = tables.filter(isOfRuns).flatMap((table) =>
    [...PLOTS.values()].map((plot): Found => ({
      table,
      plot,
      content: plot.of({ table, runs: byId }),
    })),
  );
  const drawn = tables.length === 1 ? new Set(PLOTS.keys()) : fitting(found);
  const isPacked = tables.length > 1;
  const below = new Map<string, string>();
  const packed: Record<string, Record<string, string>> = {};
  for (const table of tables) {
    const its = found.filter((each) => each.table === table);
    const parts: string[] = [];
    for (const { plot, content } of its) {
      if (content.kind === "empty" || !drawn.has(plot.id)) continue;
      const svg = inPage(compactSvg(await keptSvg(content.spec, pictureOf(table, plot.id))));
      parts.push(detailsOf(table, plot, isPacked ? null : svg));
      if (isPacked) (packed[table.id] ??= {})[plot.id] = svg;
    }
    below.set(table.id, [...parts, ...absentOf(its, drawn)].join("\n"));
  }
  return { below, packed: isPacked ? packed : null };
}

/** The plots that there is room for: the cells' own last, those of few marks first. */
function fitting(found: readonly Found[]): ReadonlySet<string> {
  const marksOf = (id: string): number =>
    found.reduce(
      (sum, { plot, content }) =>
        plot.id === id && content.kind === "drawn" ? sum + content.lines.length : sum,
      0,
    );
  const sizes = [...PLOTS.values()]
    .map(({ id, isInCells }) => ({ id, isInCells, marks: marksOf(id) }))
    .sort((a, b) => Number(a.isInCells) - Number(b.isInCells) || a.marks - b.marks);
  let left = MOST_MARKS;
  return new Set(
    sizes.flatMap(({ id, marks }) => {
      left -= marks;
      return left < 0 ? [] : [id];
    }),
  );
}

/** What draws a plot of the table by itself, but for the plot's name. */
const commandOf = (table: ReportTable): string =>
  [
    "amtl-run report",
    ...tableWords(table),
    ...(table.seeds.length === 0 ? [] : [`--seeds ${table.seeds.join(",")}`]),
    ...placeWords(table),
    "--plot",
  ].join(" ");

function detailsOf(table: ReportTable, plot: Plot, svg: string | null): string {
  const { id } = table;
  const command = commandOf(table);
  const label = escaped(`${id}: ${plot.title}. ${command} ${plot.id} writes the numbers.`);
  const summary = `<summary>${escaped(plot.title)}</summary>`;
  return svg === null
    ? `<details class="plot" data-plot="${plot.id}">${summary}<figure role="img" aria-label="${label}"><p class="soft">It is shown by a script; ${escaped(command)} ${plot.id} writes it.</p></figure></details>`
    : `<details class="plot" open>${summary}<figure role="img" aria-label="${label}">${svg}</figure></details>`;
}

/** Why plots are not there. */
function absentOf(found: readonly Found[], drawn: ReadonlySet<string>): readonly string[] {
  const whys = new Map<string, string[]>();
  for (const { table, plot, content } of found) {
    const why =
      content.kind === "empty"
        ? content.why
        : drawn.has(plot.id)
          ? null
          : `so many runs make a page too large, and ${commandOf(table)} NAME draws it`;
    if (why !== null) whys.set(why, [...(whys.get(why) ?? []), plot.id]);
  }
  if (whys.size === 0) return [];
  const texts = [...whys].map(([why, ids]) => `${ids.join(", ")} (${why})`);
  return [`<p class="soft">Not drawn: ${escaped(texts.join("; "))}.</p>`];
}
