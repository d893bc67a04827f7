import { shellWord as word } from "../../base/text/shell-word.js";
import { SEEDS } from "../../experiment/dsl/index.js";
import { numberOf, type ReportCell } from "../cell.js";
import type { TableHeader } from "../table.js";
import { VERDICT_SETTINGS } from "../verdicts/settings.js";
import type { Verdict } from "../verdicts/verdict.js";
import { nextSeeds } from "./next-seeds.js";
import { hasWords, placeWords, tableWords } from "./table-words.js";

/** Trains more seeds of a cell. */
export interface MoreSeeds {
  readonly command: string;
  /** Seeds that it adds. */
  readonly seeds: number;
  /** What they take; null: not known. */
  readonly hours: number | null;
  /** Whether they surely decide (90 %), or may. */
  readonly isSure: boolean;
  /** Shows the cell with them, where reports without `--seeds` leave some out; null: none is, or no command does. */
  readonly see: string | null;
}

/** What one may type about a cell. */
export interface CellCommands {
  /** Makes exactly this cell: in a folder of its own where its number is there already. */
  readonly again: string;
  /** Whether its number is there. */
  readonly isThere: boolean;
  /** Trains the seeds that were asked for and are not done; null: all of them are, or none. */
  readonly finish: { readonly command: string; readonly seeds: number } | null;
  /** Adds the seeds that decide, or that may; null: none are asked for. */
  readonly decide: MoreSeeds | null;
}

/** The commands of a cell; null where none makes it: it is counted, or made by a program, or only printed. */
export function commandsOf(header: TableHeader, cell: ReportCell): CellCommands | null {
  const { ours, verdict, judgement } = cell;
  if (["no-experiment", "count", "no-data", "no-file", "no-stand-in"].includes(ours.kind))
    return null;
  if (!hasWords(header)) return null;
  const done = ours.kind === "value" ? ours.seeds : [];
  const isThere = numberOf(ours) !== null;
  const waiting = ours.kind === "value" ? ours.waiting : 0;
  const more = furtherSeeds(verdict, done);
  const hoursPerSeed = judgement?.hoursPerSeed ?? null;
  return {
    again: isThere
      ? `${command(header, cell, done)} --results again`
      : inPlace(header, cell, header.seeds),
    isThere,
    finish:
      waiting === 0
        ? null
        : { command: inPlace(header, cell, [...done, ...waitingOf(header, done)]), seeds: waiting },
    decide:
      more.length === 0
        ? null
        : {
            command: inPlace(header, cell, [...done, ...more]),
            seeds: more.length,
            hours: hoursPerSeed === null ? null : hoursPerSeed * more.length,
            isSure: verdict?.kind === "inconclusive" && verdict.seeds !== null,
            see: seeingCommand(header, cell, [...done, ...more]),
          },
  };
}

const waitingOf = ({ seeds }: TableHeader, done: readonly number[]): readonly number[] =>
  seeds.filter((seed) => !done.includes(seed));

/** Seeds to add to those that are done, towards a decision; none where no more help, or nothing is asked. */
export function furtherSeeds(verdict: Verdict | null, done: readonly number[]): readonly number[] {
  if (verdict?.kind !== "inconclusive") return [];
  const { seeds, chance } = verdict;
  // Without a spread the first thing is to have one.
  const all = chance === null ? VERDICT_SETTINGS.paperSeeds : VERDICT_SETTINGS.practicalSeeds;
  return nextSeeds(done, seeds ?? Math.max(0, all - done.length));
}

/** With the results folder that the report was made of. */
const inPlace = (header: TableHeader, cell: ReportCell, seeds: readonly number[]): string =>
  [command(header, cell, seeds), ...placeWords(header)].join(" ");

function seeingCommand(
  header: TableHeader,
  { cell }: ReportCell,
  seeds: readonly number[],
): string | null {
  if (seeds.every((seed) => SEEDS.includes(seed))) return null;
  // `why` takes no other settings.
  if (header.settings.some((each) => !each.startsWith("variant="))) return null;
  return [
    `amtl-run why ${word(cell)}`,
    ...tableWords(header),
    `--seeds ${seeds.join(",")}`,
    ...placeWords(header),
  ].join(" ");
}

const command = (header: TableHeader, { cell }: ReportCell, seeds: readonly number[]): string =>
  [
    "amtl-run run",
    ...tableWords(header),
    `--only ${word(`cell=${cell}`)}`,
    `--seeds ${seeds.join(",")}`,
  ].join(" ");
