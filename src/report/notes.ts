import { PLUGINS } from "../methods/plugins/registry.js";
import { DATASETS } from "../methods/datasets/registry.js";
import type { ReportCell } from "./cell.js";
import { deltaText } from "./csv-row.js";
import type { ReportTable } from "./table.js";
import { oursText } from "./formats/cell-text.js";
import { openLines } from "./open-run.js";
import { scaleNotes } from "./scale-notes.js";
import { NOT_TIMED } from "./timed.js";
import { uncountedLines } from "./uncounted.js";

/**
 * What the marks of a table mean, and what is not in it: the lines below it.
 * @param hasLetters whether printed numbers carry q and r; a page has a legend of its own signs.
 */
export function notesOf(table: ReportTable, hasLetters = true): readonly string[] {
  const { profile, settings, until, list: cells, open = [] } = table;
  const lines: string[] = [...openLines(open)];
  const limit = settings.find((each) => each.startsWith("limit="))?.slice("limit=".length);
  if (limit !== undefined) {
    lines.push(
      `A try, no result: trained and scored on the first ${limit} documents of each set only.`,
    );
  }
  const values = cells.flatMap(({ ours }) => (ours.kind === "value" ? [ours] : []));
  const seeds = [...new Set(values.map(({ aggregate }) => aggregate.n))];
  if (seeds.some((n) => n > 1)) {
    lines.push(`Mean ± sample standard deviation over ${seeds.join(" or ")} seeds.`);
  } else if (seeds.length > 0) {
    lines.push("One seed: it says nothing of how much the next would differ.");
  }
  if (until !== undefined && cells.some(({ verdict }) => verdict !== null)) {
    lines.push(
      `Seeds were added until verdicts were reached, up to ${until}: tests use Pocock's level for so many looks.`,
    );
  }
  lines.push(...uncountedLines(table));
  const partly = values.find(({ waiting }) => waiting > 0);
  if (partly !== undefined) {
    const { aggregate, waiting } = partly;
    const all = aggregate.n + waiting;
    lines.push(`(${aggregate.n}/${all}): ${aggregate.n} of ${all} seeds are done so far.`);
  }
  const sources = new Set(cells.map(({ paper }) => paper?.source));
  const marks = [
    ...(sources.has("quoted") ? ["q quoted from other papers"] : []),
    ...(sources.has("reproduced") ? ["r the authors' rerun of a baseline"] : []),
  ];
  if (hasLetters && marks.length > 0) lines.push(`Paper: ${marks.join(", ")}.`);
  if (profile !== "paper" && cells.some(({ paper }) => paper !== null)) {
    lines.push(
      `The paper's numbers are for orientation: profile ${profile} is another scale, so no verdict is given.`,
    );
  }
  const lacks = new Set(cells.flatMap(({ ours }) => (ours.kind === "no-data" ? [ours.lacks] : [])));
  if (lacks.size > 0) lines.push(`No data: profile ${profile} has no ${[...lacks].join(", ")}.`);
  const encoders = cells.flatMap(({ ours }) => (ours.kind === "no-stand-in" ? [ours.encoder] : []));
  for (const encoder of new Set(encoders))
    lines.push(`No stand-in: profile ${profile} has no encoder in place of ${encoder}.`);
  const files = cells.flatMap(({ ours }) => (ours.kind === "no-file" ? [ours.split] : []));
  if (files.length > 0) {
    lines.push(
      `No file: ${[...new Set(files)].join(", ")}. To bring them: amtl-run data get --profile ${profile}.`,
    );
  }
  const differing = cells.filter(({ ours, delta }) => ours.kind === "count" && Boolean(delta));
  if (differing.length > 0)
    lines.push(`Other than the paper counts: ${differing.map(countText).join("; ")}.`);
  if (cells.some(({ ours }) => ours.kind === "no-scores")) {
    lines.push(
      "Needs scores: a program gives predictions, not the scores that these cells are made of.",
    );
  }
  const whys = new Set(cells.flatMap(({ ours }) => (ours.kind === "not-timed" ? [ours.why] : [])));
  for (const why of whys) lines.push(`Not timed: ${NOT_TIMED[why]}.`);
  // What is done is not trained again, so that a time needs a store without it.
  if (whys.size > 0)
    lines.push(
      "To time them: one run at a time (--jobs 1), nothing beside it, a new --results folder.",
    );
  lines.push(...ignoredNotes(profile, cells), ...scaleNotes(profile, cells));
  lines.push(...decisionNotes(cells));
  const timed = new Set(
    cells.flatMap(({ column, description: { unit } }) => (unit === "minutes" ? [column] : [])),
  );
  for (const column of timed) lines.push(`${column}: minutes of one training.`);
  if (cells.some(({ ours }) => ours.kind === "missing" && ours.state === undefined)) {
    lines.push(
      "Missing: no result yet. The table's command makes it; amtl-run plan says how its runs stand.",
    );
  }
  return lines;
}

/** What the sources of the plugins in a table leave open, and how that was decided. */
function decisionNotes(cells: ReportTable["list"]): readonly string[] {
  const ids = cells.flatMap(({ description: { plugin }, ours }) =>
    ours.kind === "value" && plugin !== "" ? [plugin] : [],
  );
  return [...new Set(ids)].flatMap((id) => PLUGINS.get(id)?.decisions ?? []);
}

/** "DWIE test, #Triples.: 2459, not 2495 (-36)". */
const countText = (cell: ReportCell): string =>
  `${cell.row}, ${cell.column}: ${oursText(cell)}, not ${cell.paper?.text} (${deltaText(cell)})`;

/**
 * What Ign-F1 leaves out where training documents have facts beside their labels (data-pipeline section 9: every label of
 * the training file).
 */
function ignoredNotes(
  profile: ReportTable["profile"],
  cells: ReportTable["list"],
): readonly string[] {
  const trained = cells.flatMap(({ description, ours }) =>
    description.metric === "ign-f1" && ours.kind !== "no-data" ? [description.train] : [],
  );
  return [...new Set(trained)].flatMap((id) => {
    const dataset = DATASETS.get(id);
    if (dataset?.profiles.paper?.splits.train?.kind !== "enhanced") return [];
    return dataset.profiles[profile]?.splits.train?.kind === "enhanced"
      ? [
          `Ign-F1 after training on ${dataset.label} leaves out the facts of the training file's labels, as the official evaluation does, not those that it keeps apart (gpt_labels).`,
        ]
      : [
          `Ign-F1 after training on ${dataset.label} leaves out all facts of the generated training documents: added ones are among their labels.`,
        ];
  });
}
