import { profileOf } from "../../methods/profiles/profiles.js";
import { SEEDS } from "../../experiment/dsl/index.js";
import { commandsOf } from "../../report/explanation/commands.js";
import { report } from "../report/report.js";
import type { CellExplanation, JudgedExplanation } from "./cell.js";

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
    return { ...cell, reported: null, commands: null };
  const profile = profileOf(cell.profile).id;
  const variant = cell.variant ?? undefined;
  // At the paper's scale its report counts seeds that were added until a verdict was reached, too.
  const usual = profile === "paper" ? undefined : SEEDS;
  const asked = { experiments, profile, variant, seeds: seeds ?? usual, results, margin };
  const { tables } = await report(asked);
  for (const { view } of tables) {
    const reported = view.list.find((each) => each.cell === cell.cell);
    if (reported !== undefined) {
      return { ...cell, reported, commands: commandsOf(view, reported) };
    }
  }
  return { ...cell, reported: null, commands: null };
}
