/**
 * Student's distribution for a page's script, which is to stay below 40 kB: @stdlib's, which the program computes with
 * (statistics/distributions.ts), is five times that. The build puts this in its place; a test holds one against the other.
 */

/** P(T ≤ t). @param df degrees of freedom, fractions included. */
export function tCdf(t: number, df: number): number {
  const tail = 0.5 * regularBeta(df / (df + t * t), df / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** The t below which a share p lies, by bisection. @param p above 0 and below 1. */
export function tQuantile(p: number, df: number): number {
  if (p < 0.5) return -tQuantile(1 - p, df);
  let [low, high] = [0, 1];
  while (tCdf(high, df) < p) high *= 2;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (tCdf(middle, df) < p) low = middle;
    else high = middle;
  }
  return high;
}

/** The regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz's algorithm). */
function regularBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularBeta(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  const term = (m: number, isEven: boolean): number =>
    isEven
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  let [c, d] = [1, 1 / (1 + term(0, false))];
  let product = d;
  for (let m = 1; m < 500; m++) {
    for (const isEven of [true, false]) {
      const each = term(m, isEven);
      d = 1 / (1 + each * d);
      c = 1 + each / c;
      product *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return (front * product) / a;
}

/** ln Γ(x) by Stirling's series, from where it has fifteen digits. */
function logGamma(x: number): number {
  if (x < 15) return logGamma(x + 1) - Math.log(x);
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5) - 1 / (1680 * x ** 7);
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}
