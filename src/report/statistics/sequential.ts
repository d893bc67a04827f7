import { phi } from "./distributions.js";

/** Pocock: one bound for all looks. O'Brien-Fleming: the first looks ask for much, the last for little more than one look. */
export type BoundShape = "pocock" | "obrien-fleming";

/**
 * Bounds on |z| at each of several looks at growing data, so that looking repeatedly errs no more often than alpha
 * (Jennison and Turnbull 2000, chapter 2).
 *
 * @param looks amount of data at each look, ascending, for example numbers of seeds.
 * @param alpha two-sided.
 */
export function sequentialBounds(
  shape: BoundShape,
  looks: readonly number[],
  alpha = 0.05,
): readonly number[] {
  const last = looks[looks.length - 1];
  const factors = looks.map((n) => (shape === "pocock" ? 1 : Math.sqrt(last / n)));
  let [low, high] = [1, 6];
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    const bounds = factors.map((factor) => middle * factor);
    if (crossing(looks, bounds) > alpha) low = middle;
    else high = middle;
  }
  return factors.map((factor) => high * factor);
}

/**
 * Probability that |z| crosses a bound at some look where there is no difference (Armitage, McPherson and Rowe 1969):
 * the density of the sum that has not crossed is carried from look to look.
 */
export function crossing(looks: readonly number[], bounds: readonly number[]): number {
  const steps = 100;
  let points: readonly { readonly at: number; readonly mass: number }[] = [{ at: 0, mass: 1 }];
  let [from, crossed] = [0, 0];
  looks.forEach((n, look) => {
    const sd = Math.sqrt(n - from);
    const bound = bounds[look] * Math.sqrt(n);
    for (const { at, mass } of points) {
      crossed += mass * (phi((-bound - at) / sd) + phi((at - bound) / sd));
    }
    from = n;
    if (look === looks.length - 1) return;
    const width = (2 * bound) / steps;
    const before = points;
    points = Array.from({ length: steps + 1 }, (_, i) => {
      const at = -bound + i * width;
      const weight = ((i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * width) / 3;
      const density = before.reduce(
        (sum, point) => sum + point.mass * Math.exp(-(((at - point.at) / sd) ** 2) / 2),
        0,
      );
      return { at, mass: (weight * density) / (sd * Math.sqrt(2 * Math.PI)) };
    });
  });
  return crossed;
}
