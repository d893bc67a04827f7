/** Numbers as papers print them. */

/** Two decimals unless told, without a trailing minus zero. */
export const shown = (value: number, decimals = 2): string => {
  const text = value.toFixed(decimals);
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text;
};

export const signed = (value: number, decimals = 2): string => {
  const text = shown(value, decimals);
  return value > 0 && !/^0\.?0*$/.test(text) ? `+${text}` : text;
};

/** Whether a computed number rounds to a printed one; a number right between two may be rounded either way. */
export const agrees = (computed: number, printed: number, decimals = 2): boolean =>
  Math.abs(computed - printed) <= 0.5 * 10 ** -decimals + 1e-9;

/** Whether two printed numbers are the same. */
export const same = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
