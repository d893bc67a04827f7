import { contentOf } from "../document/content.js";
import type { ReportDocument, ReportRun } from "../document/document.js";
import type { ReportTable } from "../table.js";
import { againstLine, againstMarkup } from "./against.js";
import { policyOf, type PageAssets } from "./assets.js";
import {
  claimsByCell,
  claimsLine,
  claimsMarkup,
  withoutClaims,
  type ClaimsOfCells,
} from "./claims.js";
import { controls } from "./controls.js";
import { DIFFERENCE } from "./difference/markup.js";
import { detailsMarkup, type Runs } from "./details.js";
import { pageErrors } from "./errors.js";
import { factsMarkup } from "./facts.js";
import { figureMarkup } from "./figure.js";
import { fileButtons, filesOf, type TableFiles } from "./files.js";
import { embedded, escaped } from "./markup.js";
import { packed } from "./packed.js";
import { splitContent } from "./parts.js";
import { plotsOf, type PagePlots } from "./plots.js";
import { madeLine, verdictLine } from "./summary.js";
import { tableMarkup } from "./table.js";
import { troubles } from "./troubles.js";

/**
 * A report as one file: it asks for nothing, and is read without a script, too.
 */
export async function pageOf(document: ReportDocument, assets: PageAssets): Promise<string> {
  const { tables, runs, refresh, claims, against } = document;
  const lines = tables.map(verdictLine);
  const byId: Runs = new Map(runs.map((run): [string, ReportRun] => [run.id, run]));
  const byCell = claimsByCell(claims);
  const cells = new Set(tables.flatMap(({ list }) => list.map(({ cell }) => cell)));
  const [plainPart, packedPart] = splitContent(contentOf(document));
  const errors = pageErrors(document.errors ?? [], tables.length);
  const [files, plots] = [await filesOf(tables), await plotsOf(document)];
  const sections = tables.map((table) =>
    sectionOf(table, { files: files[table.id], runs: byId, claims: byCell, plots }),
  );
  const title = tables.length === 1 ? lines[0] : `${tables.length} tables and figures: ${lines[0]}`;
  const parts = [
    "<!doctype html>",
    `<html lang="en"${otherProfiles(tables).length === 0 ? "" : " data-other-scale"}${refresh === undefined ? "" : ` data-watch="${refresh}"`}>`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policyOf(assets))}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${assets.style}</style>`,
    "</head>",
    "<body>",
    '<a class="skip" href="#main">to the tables</a>',
    "<header>",
    `<h1>${escaped(tables.length === 1 ? tables[0].title : "Report")}</h1>`,
    `<ul class="lines">${tables.map((table, at) => `<li><a href="#${escaped(table.id)}">${escaped(lines[at])}</a></li>`).join("")}${claims === undefined ? "" : `<li><a href="#claims">${escaped(claimsLine(claims))}</a></li>`}${against === undefined ? "" : `<li><a href="#against">${escaped(againstLine(against))}</a></li>`}</ul>`,
    `<p class="made">${escaped(madeLine(document))}</p>`,
    bannerOf(tables),
    troubles(tables),
    controls(tables),
    runs.length + cells.size === 0 ? "" : DIFFERENCE,
    fileButtons(null),
    "</header>",
    '<main id="main">',
    ...sections,
    againstMarkup(against),
    claimsMarkup(claims, cells),
    withoutClaims(document),
    "</main>",
    '<dialog id="detail" aria-label="cell"><form method="dialog"><button>close</button></form><div data-content></div></dialog>',
    `<script type="application/json" id="report-data">${embedded(plainPart)}</script>`,
    `<script type="text/plain" id="report-packed">${packed(packedPart)}</script>`,
    ...(plots.packed === null
      ? []
      : [`<script type="text/plain" id="report-plots">${packed(plots.packed)}</script>`]),
    `<script type="text/plain" id="report-errors" data-lacks="${errors.lacks}">${errors.groups}</script>`,
    `<script type="text/plain" id="report-files">${packed(files)}</script>`,
  ];
  const script = `<script>${assets.script}</script>`;
  const others = [...parts, script].reduce((sum, part) => sum + part.length, 0);
  return [...parts, factsMarkup(document, others), script, "</body>", "</html>", ""].join("\n");
}

/** What a table's section is made of beside the table. */
interface Beside {
  readonly files: TableFiles;
  readonly runs: Runs;
  readonly claims: ClaimsOfCells;
  readonly plots: PagePlots;
}

function sectionOf(table: ReportTable, { files, runs, claims, plots }: Beside): string {
  const { id, title } = table;
  return [
    `<section id="${escaped(id)}" data-table="${escaped(id)}" aria-labelledby="${escaped(id)}-title">`,
    `<h2 id="${escaped(id)}-title">${escaped(`${id}: ${title}`)}</h2>`,
    `<p>${escaped(verdictLine(table))}</p>`,
    figureMarkup(table, files.svg),
    tableMarkup(table),
    fileButtons(table, files),
    plots.below.get(id) ?? "",
    detailsMarkup(table, runs, claims),
    "</section>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

const otherProfiles = (tables: readonly ReportTable[]): readonly string[] =>
  [...new Set(tables.map(({ profile }) => profile))].filter((id) => id !== "paper");

/** Another scale is plain at first sight. */
function bannerOf(tables: readonly ReportTable[]): string {
  const others = otherProfiles(tables);
  if (others.length === 0) return "";
  return `<p class="banner" role="note"><strong>Profile ${escaped(others.join(", "))}, not the paper's scale.</strong> The paper's numbers stand here for orientation; nothing is compared with them.</p>`;
}
