import type { ProfileId } from "../contract/train-spec.js";
import type { ReportCell } from "./cell.js";
import type { OpenRun } from "./open-run.js";

/** What a table or figure was made of, beside its cells. */
export interface TableHeader {
  readonly id: string;
  readonly title: string;
  readonly profile: ProfileId;
  /** Settings that differ from the profile's, as they were typed. */
  readonly settings: readonly string[];
  /** None where everything is counted. */
  readonly seeds: readonly number[];
  /** Seeds that a cell may have, where they were added until verdicts were reached; absent elsewhere. */
  readonly until?: number | undefined;
  /** Seeds that have results and do not count, as no plan says that they do; absent: none. */
  readonly uncounted?: readonly number[] | undefined;
  /** What a figure, whose rows are series and whose columns are points, is drawn over; null for a table. */
  readonly x: string | null;
  /** How the command line names it; absent where no command does, as for the paper's own numbers: by its id. */
  readonly asked?: Asked | undefined;
  /** Its runs that have begun and are not done; absent: there are none, or nobody looked. */
  readonly open?: readonly OpenRun[] | undefined;
}

/** What a command needs to mean the same table again. */
export interface Asked {
  /** Id of an experiment, or the path of its file. */
  readonly experiment: string;
  /** Folder of runs; null: the one that is looked at by itself. */
  readonly results: string | null;
}

/** What a picture of a table is of, in words that stay when numbers change. @param which of its pictures. */
export const pictureOf = (
  { id, profile, asked }: TableHeader,
  which: string,
): readonly string[] => [...[profile, asked?.experiment ?? id, id, asked?.results ?? ""], which];

export interface Column {
  /** Its name in files. */
  readonly label: string;
  /** Levels of its heading, outermost first: ["Re-DocRED", "Ign-F1"]. */
  readonly heading: readonly string[];
}

/** A table as plain data: every output format is a function of it. */
export interface ReportTable extends TableHeader {
  readonly columns: readonly Column[];
  readonly rows: readonly string[];
  /** [row][column]; null where the table has no such cell. */
  readonly cells: readonly (readonly (ReportCell | null)[])[];
  /** All cells in the order of the CSV. */
  readonly list: readonly ReportCell[];
}

/** A table of cells; rows and columns stand in the order in which the cells first name them. */
export function tableOf(header: TableHeader, list: readonly ReportCell[]): ReportTable {
  const columns = new Map<string, Column>();
  const rows = new Map<string, Map<string, ReportCell>>();
  for (const cell of list) {
    const { row, column, heading } = cell;
    if (!columns.has(column)) columns.set(column, { label: column, heading });
    const line = rows.get(row) ?? new Map<string, ReportCell>();
    rows.set(row, line);
    if (!line.has(column)) line.set(column, cell);
  }
  return {
    ...header,
    columns: [...columns.values()],
    rows: [...rows.keys()],
    cells: [...rows.values()].map((line) =>
      [...columns.keys()].map((label) => line.get(label) ?? null),
    ),
    list,
  };
}

/** A heading over several columns that stand side by side. */
export interface Span {
  readonly text: string;
  readonly width: number;
}

/**
 * The lines of a table's head, outermost first; each covers all columns. Columns with fewer levels than others have
 * theirs at the bottom, and an outer heading that several neighbours share spans them.
 */
export function headLines(columns: readonly Column[]): readonly (readonly Span[])[] {
  const depth = Math.max(0, ...columns.map(({ heading }) => heading.length));
  const padded = columns.map(({ heading }) => [
    ...Array<string>(depth - heading.length).fill(""),
    ...heading,
  ]);
  return Array.from({ length: depth }, (_, level) => {
    const spans: { text: string; width: number; path: string }[] = [];
    for (const levels of padded) {
      const path = JSON.stringify(levels.slice(0, level + 1));
      const last = spans.at(-1);
      const isOuter = level < depth - 1 && levels[level] !== "";
      if (isOuter && last?.path === path) last.width++;
      else spans.push({ text: levels[level], width: 1, path });
    }
    return spans.map(({ text, width }) => ({ text, width }));
  });
}

/** "profile mini, epochs=3, seeds 5, 42": what a table or figure was made with. */
export const scaleOf = ({ profile, settings, seeds }: TableHeader): string =>
  [
    `profile ${profile}`,
    ...settings,
    ...(seeds.length === 0 ? [] : [`seeds ${seeds.join(", ")}`]),
  ].join(", ");
