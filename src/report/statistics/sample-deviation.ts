import { logGamma } from "./distributions.js";

/**
 * Mean of f(s / σ) over the sampling distribution of a standard deviation s with df degrees of freedom (s² df / σ² is
 * chi-squared), by Simpson's rule. Power of t tests and the noncentral t distribution are such means.
 *
 * @param steps an even number; fewer are faster.
 */
export function overDeviation(df: number, f: (ratio: number) => number, steps = 1000): number {
  const constant = (df / 2) * Math.log(df / 2) + Math.log(2) - logGamma(df / 2);
  // Ten deviations of the ratio, which are 1/√(2 df) wide, and enough of the lower end for the smallest df.
  const [low, high] = [Math.max(0, 1 - 10 / Math.sqrt(2 * df)), 1 + 10 / Math.sqrt(2 * df)];
  const width = (high - low) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const ratio = low + i * width;
    if (ratio === 0 && df > 1) continue;
    const power = df === 1 ? 0 : (df - 1) * Math.log(ratio);
    const density = Math.exp(constant + power - (df * ratio ** 2) / 2);
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * density * f(ratio);
  }
  return (sum * width) / 3;
}
