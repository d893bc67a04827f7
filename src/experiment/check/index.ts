import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import {
  AXIS_NAMES,
  AXIS_RULES,
  OF_TRAINED,
  REQUIRED,
  type Axes,
  type AxisName,
} from "../dsl/axes.js";
import type { Catalog } from "../../contract/catalog.js";
import { countAxes } from "./count.js";
import { checkMethod } from "./loss.js";
import { checkScores } from "./decoding.js";
import { checkSeeds } from "./seeds.js";
import { checkProgram, joinAxes } from "./program.js";
import type { Line, TableDefinition } from "../dsl/dsl.js";
import type {
  CellAxes,
  Experiment,
  ExperimentCell,
  FullAxes,
  PrintedCell,
} from "../dsl/experiment.js";
import { scoredSets } from "../grid/splits.js";
import { printedCellFor, printedCountFor } from "../grid/tie.js";
import { canonicalName } from "../../methods/names.js";

/**
 * Checks a table as an experiment file exports it, and ties each cell to the number that the paper prints.
 *
 * @param file where the definition stands, for messages.
 * @param printed the cells of the paper's table that it stands beside.
 * @throws AmtlError (2) for an unknown axis or value (with the nearest name), a duplicate row or column, a cell
 *   that has no run, and a layout that is impossible; it names file, axis and value.
 */
export function checkTable(
  definition: TableDefinition,
  file: string,
  catalog: Catalog,
  printed: readonly PrintedCell[],
): Experiment {
  const check = (axes: Axes, where: string): Axes => checkAxes(axes, `${file}, ${where}`, catalog);
  const base = check(definition.base, "base");
  const lines = (kind: "rows" | "columns"): readonly Line[] => {
    refuseDuplicates(definition[kind], `${file}, ${kind}`);
    return definition[kind].map(({ axes, ...line }) => ({
      ...line,
      axes: check(axes, `${kind}, "${line.label}"`),
    }));
  };
  const rows = lines("rows");
  const columns = lines("columns");
  const rowIds = idsOf(rows, "r");
  const columnIds = idsOf(columns, "c");
  const cells = rows.flatMap((row, r) =>
    columns.map((column, c): ExperimentCell => {
      const where = `${file}, cell "${row.label}" × "${column.label}"`;
      const { axes, tied } = cellOf({ base, row, column }, catalog, printed, where);
      const own = [definition.id, rowIds[r], columnIds[c]].join("/");
      const id = definition.beside === undefined && tied !== null ? tied : own;
      const { label, heading = [label] } = column;
      return { id, row: row.label, column: label, heading, axes, printed: tied };
    }),
  );
  const isCounted = cells.every(({ axes }) => axes.counted !== undefined);
  if (!isCounted) checkSeeds(definition.seeds, file);
  return {
    id: definition.id,
    title: definition.title,
    file,
    rows: rows.map(({ label }) => label),
    columns: columns.map(({ label }) => label),
    seeds: isCounted ? [] : definition.seeds,
    cells,
    meansIncompleteLabels: meansIncompleteLabels(definition, file),
    x: definition.x ?? null,
  };
}

function meansIncompleteLabels({ incompleteLabels }: TableDefinition, file: string): boolean {
  const word: unknown = incompleteLabels;
  if (word === undefined || word === "meant") return word !== undefined;
  throw badInput("Invalid incompleteLabels", {
    where: file,
    expected: '"meant", or nothing',
    got: JSON.stringify(word),
  });
}

/** A cell's axes together, checked, and the printed cell that it is compared with. */
function cellOf(
  { base, row, column }: { readonly base: Axes; readonly row: Line; readonly column: Line },
  catalog: Catalog,
  printed: readonly PrintedCell[],
  where: string,
): { readonly axes: CellAxes; readonly tied: string | null } {
  const count = countAxes({ ...base, ...row.axes, ...column.axes }, where);
  if (count !== null) return { axes: count, tied: printedCountFor(count, printed) };
  const joined = joinAxes(base, row.axes, column.axes);
  const axes = complete({ ...joined, ...scoredSet(joined, catalog, where) }, where);
  checkProgram(axes, catalog, where);
  const segmented = checkMethod(axes, catalog, where);
  return { axes, tied: printedCellFor(axes, segmented, printed, catalog) };
}

/** "dev" and "test" as those of the data set that is trained on. */
function scoredSet(
  { scoredOn, trainedOn }: Axes,
  { datasets }: Catalog,
  where: string,
): Pick<Axes, "scoredOn"> {
  const dataset = datasets.get(trainedOn ?? "");
  if (dataset === undefined || !OF_TRAINED.some((split) => split === scoredOn)) return {};
  const { id, devSet, testSet = `${id}/test` } = dataset;
  const found = scoredOn === "dev" ? devSet : testSet;
  const known = scoredSets(datasets);
  if (known.includes(found)) return { scoredOn: found };
  throw unknownName("scoredOn", found, known, `${where}, axis scoredOn`);
}

function checkAxes(axes: Axes, where: string, catalog: Catalog): Axes {
  const checked = Object.entries(axes).map(([axis, value]: [string, unknown]) => {
    if (!Object.hasOwn(AXIS_RULES, axis)) throw unknownName("axis", axis, AXIS_NAMES, where);
    const rule = AXIS_RULES[axis as AxisName];
    if (rule.kind === "name") {
      if (rule.nullable === true && value === null) return [axis, null] as const;
      const known = [...rule.known(catalog), ...(rule.nullable === true ? ["null"] : [])];
      const { joint } = rule;
      const parts = joint === undefined ? [String(value)] : String(value).split(joint);
      const names = parts.map(canonicalName);
      const unknown = names.find((name) => !known.includes(name));
      if (typeof value === "string" && unknown === undefined) {
        return [axis, names.join(joint)] as const;
      }
      throw unknownName(
        axis,
        unknown ?? String(value),
        known,
        `${where}, axis ${axis}`,
        rule.bring,
      );
    }
    if (!rule.holds(value)) {
      throw badInput(`Invalid value of axis ${axis}`, {
        where: `${where}, axis ${axis}`,
        expected: rule.expected,
        got: JSON.stringify(value),
      });
    }
    return [axis, value] as const;
  });
  return Object.fromEntries(checked);
}

function complete(axes: Axes, where: string): FullAxes {
  // A training's time is known without scoring anything.
  const needed: readonly AxisName[] =
    axes.metric === "minutes" ? REQUIRED : [...REQUIRED, "scoredOn"];
  checkScores(axes, where);
  const absent = needed.filter((axis) => axes[axis] === undefined);
  if (absent.length > 0) {
    throw badInput("Missing axes of a cell", {
      where,
      expected: `a value of ${needed.join(", ")} from base, row and column together`,
      got: `no ${absent.join(", ")}`,
    });
  }
  return axes as FullAxes;
}

function refuseDuplicates(lines: readonly Line[], where: string): void {
  if (lines.length === 0) {
    throw badInput("Table has no cells", { where, expected: "at least one", got: "none" });
  }
  for (const identity of [({ label }: Line) => label, ({ axes }: Line) => byName(axes)]) {
    const seen = new Map<string, string>();
    for (const line of lines) {
      const first = seen.get(identity(line));
      if (first !== undefined) {
        throw badInput(
          first === line.label ? "Duplicate line label" : "Duplicate axes of two lines",
          {
            where,
            expected: "different labels and different axes",
            got: `"${first}" and "${line.label}"`,
          },
        );
      }
      seen.set(identity(line), line.label);
    }
  }
}

/** The same text for the same axes, in whatever order they are written. */
const byName = (axes: Axes): string =>
  JSON.stringify(Object.entries(axes).sort(([a], [b]) => (a < b ? -1 : 1)));

/** @param bring what a table says to have a name of its own. */
function unknownName(
  kind: string,
  name: string,
  known: readonly string[],
  where: string,
  bring?: string,
): Error {
  const meant = nearest(name, known);
  const fix = meant === undefined ? bring : `write ${meant}`;
  return badInput(`Unknown ${kind} "${name}"`, {
    where,
    expected: known.join(", "),
    got: name,
    ...(fix !== undefined && { fix }),
  });
}

/**
 * Ids of lines, made of their labels; by place ("r02") where a label has no letter that an id takes, or another line
 * has that id.
 */
function idsOf(lines: readonly Line[], letter: string): readonly string[] {
  const taken = new Set<string>();
  return lines.map(({ label }, place) => {
    const ofLabel = slug(label);
    const id =
      ofLabel === "" || taken.has(ofLabel)
        ? `${letter}${String(place + 1).padStart(2, "0")}`
        : ofLabel;
    taken.add(id);
    return id;
  });
}

const slug = (label: string): string =>
  label
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .replaceAll(/^-|-$/g, "");
