import { phi } from "../statistics/distributions.js";
import { sequentialBounds } from "../statistics/sequential.js";
import type { TestLevels } from "./judgement.js";
import type { VerdictSettings } from "./settings.js";

/** A number of seeds at which cells are tested, and the levels of that test. */
export interface Look {
  readonly seeds: number;
  readonly levels: TestLevels;
}

/** Where one looks, as far as the seeds go. */
const LOOKS = [3, 5, 10, 15, 20];

/**
 * Looks at a growing number of seeds, with Pocock's bounds: whoever looks several times errs as seldom as who looks once
 * at alpha. The printed mean is the same at every look, so that n seeds tell as much as 1 / (1/n + 1/m) independent ones.
 *
 * @param cells that are tested: `different` is shared among them (Bonferroni), as one wrong accusation is enough.
 */
export function looksFor(
  maxSeeds: number,
  cells: number,
  { alpha, paperSeeds }: Pick<VerdictSettings, "alpha" | "paperSeeds">,
): readonly Look[] {
  const seeds = [...LOOKS.filter((n) => n < maxSeeds), maxSeeds];
  const information = seeds.map((n) => 1 / (1 / n + 1 / paperSeeds));
  // Both tests are one-sided, the bounds two-sided.
  const levelsAt = (level: number): readonly number[] =>
    sequentialBounds("pocock", information, 2 * level).map((bound) => 1 - phi(bound));
  const [equivalent, different] = [levelsAt(alpha), levelsAt(alpha / Math.max(1, cells))];
  return seeds.map((n, at) => ({
    seeds: n,
    levels: { equivalent: equivalent[at], different: different[at] },
  }));
}
