import { chiSquareAbove } from "./distributions.js";

/**
 * A lower bound of how many of these hypotheses are false: partial conjunction (Benjamini and Heller 2008; Dror et al.
 * 2017), for u = 1, 2, …: are at least u false? Counting stops at the first u that is not significant.
 *
 * @param way `bonferroni` for dependent tests (data sets that overlap), `fisher` for independent ones.
 */
export function falseAtLeast(
  p: readonly number[],
  alpha: number,
  way: "bonferroni" | "fisher",
): number {
  const sorted = [...p].sort((a, b) => a - b);
  const n = sorted.length;
  let count = 0;
  for (let u = 1; u <= n; u++) {
    const rest = sorted.slice(u - 1);
    const joint =
      way === "bonferroni"
        ? rest.length * rest[0]
        : chiSquareAbove(
            -2 * rest.reduce((sum, value) => sum + Math.log(value), 0),
            2 * rest.length,
          );
    if (joint > alpha) break;
    count = u;
  }
  return count;
}
