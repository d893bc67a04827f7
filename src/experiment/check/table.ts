import { badInput } from "../../base/errors.js";
import { plainLabel } from "../../base/text/harmless.js";
import type { Catalog } from "../../contract/catalog.js";
import { OF_TRAINED, type Axes } from "../dsl/axes.js";
import type { Line, TableDefinition } from "../dsl/dsl.js";
import type { CellAxes, Experiment, ExperimentCell, PrintedCell } from "../dsl/experiment.js";
import { scoredSets } from "../grid/splits.js";
import { printedCellFor, printedCountFor } from "../grid/tie.js";
import { checkAxes, complete } from "./axes.js";
import { countAxes } from "./count.js";
import { idsOf, refuseDuplicates } from "./lines.js";
import { checkMethod } from "./loss.js";
import { checkProgram, joinAxes } from "./program.js";
import { checkSeeds } from "./seeds.js";
import { unknownName } from "./unknown-name.js";

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
    const plain = definition[kind].map(plainLine);
    refuseDuplicates(plain, `${file}, ${kind}`);
    return plain.map(({ axes, ...line }) => ({
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
    title: plainLabel(definition.title),
    file,
    rows: rows.map(({ label }) => label),
    columns: columns.map(({ label }) => label),
    seeds: isCounted ? [] : definition.seeds,
    cells,
    meansIncompleteLabels: meansIncompleteLabels(definition, file),
    x: definition.x === undefined ? null : plainLabel(definition.x),
  };
}

const plainLine = ({ label, heading, ...line }: Line): Line => ({
  ...line,
  label: plainLabel(label),
  ...(heading !== undefined && { heading: heading.map(plainLabel) }),
});

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
