import { shellWord } from "../../base/text/shell-word.js";
import type { VariantId } from "../../contract/train-spec.js";
import type { Verdict } from "../../report/verdicts/verdict.js";
import { VERDICT_SETTINGS } from "../../report/verdicts/settings.js";
import { nextSeeds } from "./next-seeds.js";

/** What of a cell its commands say. */
export interface CommandCell {
  readonly cell: string;
  /** Names or files of its experiment. */
  readonly experiments: readonly string[];
  readonly profile: string;
  readonly variant: VariantId | null;
}

/** The words that make exactly this cell, with these seeds; in a new folder they give the same number again. */
export const cellCommand = (
  { cell, experiments, profile, variant }: CommandCell,
  seeds: readonly number[],
): string =>
  [
    "amtl-run run",
    ...experiments.map(shellWord),
    `--profile ${profile}`,
    ...(variant === null ? [] : [`--variant ${variant}`]),
    `--only ${shellWord(`cell=${cell}`)}`,
    `--seeds ${seeds.join(",")}`,
  ].join(" ");

/** Seeds to add to those that are done, towards a decision; none where no more help, or nothing is asked. */
export function furtherSeeds(verdict: Verdict | null, done: readonly number[]): readonly number[] {
  if (verdict?.kind === "missing") return nextSeeds(done, VERDICT_SETTINGS.paperSeeds);
  if (verdict?.kind !== "inconclusive") return [];
  const { seeds, chance } = verdict;
  // Without a spread the first thing is to have one.
  const all = chance === null ? VERDICT_SETTINGS.paperSeeds : VERDICT_SETTINGS.practicalSeeds;
  return nextSeeds(done, seeds ?? Math.max(0, all - done.length));
}
