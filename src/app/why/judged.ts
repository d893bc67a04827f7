import { profileOf } from "../../methods/profiles/profiles.js";
import { SEEDS } from "../../experiment/dsl/index.js";
import { report } from "../report/report.js";
import type { CellExplanation, JudgedExplanation } from "./cell.js";
import { cellCommand, furtherSeeds } from "./commands.js";

/** What of a question a report depends on. */
interface Asked {
  readonly seeds?: readonly number[] | undefined;
  readonly results?: string | undefined;
  readonly margin?: number | undefined;
}

/**
 * Adds to a cell's runs what its table's report says of it (a verdict rests on the whole table), and the commands that
 * make it again and that decide it.
 *
 * @param experiments names or files of the table.
 */
export async function withVerdict(
  cell: CellExplanation,
  experiments: readonly string[],
  { seeds, results, margin }: Asked,
): Promise<JudgedExplanation> {
  if (cell.status !== "runs" || experiments.length === 0)
    return { ...cell, reported: null, again: null, decide: null };
  const profile = profileOf(cell.profile).id;
  const variant = cell.variant ?? undefined;
  const asked = { experiments, profile, variant, seeds: seeds ?? SEEDS, results, margin };
  const { tables } = await report(asked);
  const reported =
    tables.flatMap(({ view }) => view.list).find((each) => each.cell === cell.cell) ?? null;
  const done = reported?.ours.kind === "value" ? reported.ours.seeds : [];
  const named = { cell: cell.cell, experiments, profile, variant: cell.variant };
  const more = furtherSeeds(reported?.verdict ?? null, done);
  return {
    ...cell,
    reported,
    again: `${cellCommand(named, done.length > 0 ? done : asked.seeds)} --results again`,
    decide:
      more.length === 0
        ? null
        : { command: cellCommand(named, [...done, ...more]), seeds: more.length },
  };
}
