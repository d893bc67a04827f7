/** What is known of one sample. */
export interface Sample {
  readonly mean: number;
  /** The sample's standard deviation (n - 1). */
  readonly sd: number;
  readonly n: number;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Variance with n - 1. @param values two at least. */
export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** @param values two at least. */
export const sampleOf = (values: readonly number[]): Sample => ({
  mean: meanOf(values),
  sd: Math.sqrt(varianceOf(values)),
  n: values.length,
});
