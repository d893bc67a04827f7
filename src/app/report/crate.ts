import { fileName } from "../../base/text/file-name.js";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { badInput } from "../../base/errors.js";
import { contentOf } from "../../report/document/content.js";
import type { ReportDocument } from "../../report/document/document.js";
import type { CrateContent, CrateFile } from "../../report/crate/content.js";
import { README } from "../../report/crate/metadata.js";
import { scriptOf, type ScriptTable } from "../../report/crate/script.js";
import { csv } from "../../report/formats/csv.js";
import { html } from "../../report/formats/html.js";
import { svg } from "../../report/formats/svg.js";
import type { ReportTable } from "../../report/table.js";
import { resultsRoot } from "../../store/paths.js";
import { entryOf } from "../select/names.js";
import type { SelectionRequest } from "../select/request.js";
import type { Selection } from "../select/select.js";
import { selectReported } from "./added-seeds.js";
import { withoutPlaces } from "./anonymous.js";
import { crateSteps } from "./crate-steps.js";
import { documentOf } from "./document.js";

const SCRIPT = "reproduce.sh";
/** Folder of the runs in a crate: a results folder, which `--results` takes. */
const RUNS = "runs";

const README_LINES = [
  "",
  "- `report.html` shows the tables with the runs, tests and commands of each cell.",
  "- `tables/` has them as CSV, `report.json` has every number.",
  "- `ro-crate-metadata.json` lists all files with their SHA-256 (Workflow Run RO-Crate 0.5).",
  "",
  "Before you publish: put a license and your names into `ro-crate-metadata.json`.",
];

/**
 * A selection as a Workflow Run RO-Crate: tables, page, the runs behind them as a results folder, and the commands that
 * make them again. Writes nothing.
 *
 * @param anonymous whether the records of where runs were made, their times and messages are left out; the day on which
 *   the crate is made stays, since the profile asks for one.
 * @throws AmtlError as `report`; (2) where no run is done.
 */
export async function crateOf(
  request: SelectionRequest,
  anonymous: boolean,
): Promise<CrateContent> {
  const reported = await selectReported(request);
  const { selection } = reported;
  const { document: whole } = await documentOf(reported, request, {});
  const document = anonymous ? withoutPlaces(whole) : whole;
  const runs = await crateSteps(resultsRoot(request.results), RUNS, selection.items, anonymous);
  if (runs.steps.length === 0) {
    throw badInput("No run to put into a crate", {
      expected: "at least one run that is done",
      got: "none",
      fix: "make some first: amtl-run run with the same options",
    });
  }
  const tables = await tableFiles(document);
  const definitions = await definitionsOf(selection, document.tables);
  const script = { path: SCRIPT, name: "the commands that compute everything again" };
  const text = scriptOf(definitions.tables, {
    only: (request.only ?? []).map(({ axis, values }) => `${axis}=${values.join(",")}`),
    worker: workerOf(request),
  });
  const ids = document.tables.map(({ id }) => id);
  const [{ profile }] = document.tables;
  const failed = runs.steps.filter(({ error }) => error !== null).length;
  const name = `${ids.length > 4 ? `${ids.length} tables and figures` : ids.join(", ")} in profile ${profile}, reproduced by amtl-run`;
  const description = `Tables with the ${runs.steps.length} trainings and evaluations behind them${failed === 0 ? "" : `, ${failed} of which failed`}. ${RUNS}/ is a results folder of amtl-run; ${SCRIPT} computes it again.`;
  const readme = [`# ${name}`, "", description, ...README_LINES, ""].join("\n");
  return {
    name,
    description,
    date: new Date().toISOString().slice(0, 10),
    version: document.made?.version ?? null,
    comparesPaper: document.tables.some(({ list }) => list.some(({ paper }) => paper !== null)),
    script: SCRIPT,
    files: [
      { path: README, name: "what is in this crate", bytes: Buffer.from(readme) },
      { ...script, bytes: Buffer.from(text) },
      ...definitions.files,
      ...tables,
      ...runs.files,
    ],
    steps: runs.steps,
    tables: tables.map(({ path }) => path),
  };
}

/** Each table as CSV, each figure as a picture too, and all of them as JSON and as a page. */
async function tableFiles(document: ReportDocument): Promise<readonly CrateFile[]> {
  const files: CrateFile[] = [];
  const add = (path: string, name: string, text: string): void => {
    files.push({ path, name, bytes: Buffer.from(text) });
  };
  for (const table of document.tables) {
    const place = `tables/${fileName([table.id, ...table.settings])}`;
    add(`${place}.csv`, `${table.id}: ${table.title}`, csv.render(table));
    if (table.x !== null) add(`${place}.svg`, `picture of ${table.id}`, await svg.render(table));
  }
  add("report.json", "all tables with every run's figures", jsonOf(document));
  add("report.html", "all tables as a page", await html.together(document));
  return files;
}

const jsonOf = (document: ReportDocument): string =>
  `${JSON.stringify(contentOf(document), null, 2)}\n`;

/** The tables' experiments: the project's by their ids, a user's as files of the crate. */
async function definitionsOf(
  { items }: Selection,
  tables: readonly ReportTable[],
): Promise<{ readonly tables: readonly ScriptTable[]; readonly files: readonly CrateFile[] }> {
  const files: CrateFile[] = [];
  const found: ScriptTable[] = [];
  for (const [at, header] of tables.entries()) {
    const { id, file } = items[at].experiment;
    if (entryOf(id) !== undefined) {
      found.push({ header, experiment: id });
      continue;
    }
    const bytes = await readFile(file).catch(() => null);
    const path = basename(file);
    if (bytes !== null) files.push({ path, name: `definition of ${id}`, bytes });
    found.push({ header, experiment: bytes === null ? null : `./${path}` });
  }
  return { tables: found, files };
}

const workerOf = ({ program }: SelectionRequest): readonly string[] | null =>
  program === undefined
    ? null
    : typeof program.command === "string"
      ? [program.command]
      : program.command;
