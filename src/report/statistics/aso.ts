/**
 * How far a is from being stochastically larger than b (del Barrio et al. 2018; Dror et al. 2019): the share of the
 * squared distance between both quantile functions that lies where a's is below b's. 0: a dominates; 1: b does; 0.5
 * where both are the same. Exact, since quantile functions of samples are steps.
 */
export function violationRatio(a: readonly number[], b: readonly number[]): number {
  const [left, right] = [a, b].map((values) => [...values].sort((x, y) => x - y));
  const cuts = [left, right].flatMap(({ length }) =>
    Array.from({ length }, (_, at) => (at + 1) / length),
  );
  const ends = [...new Set(cuts)].sort((x, y) => x - y);
  let [violated, total, from] = [0, 0, 0];
  for (const to of ends) {
    const middle = (from + to) / 2;
    const gap = right[Math.floor(middle * right.length)] - left[Math.floor(middle * left.length)];
    const part = (to - from) * gap ** 2;
    total += part;
    if (gap > 0) violated += part;
    from = to;
  }
  return total === 0 ? 0.5 : violated / total;
}
