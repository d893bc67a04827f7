import { tQuantile } from "../statistics/distributions.js";
import { keyText, type AuditCell, type Paper } from "./paper.js";

/** A printed gain against what seeds alone do. */
export interface PrintedGain {
  readonly cell: string;
  readonly base: string;
  readonly gain: number;
  /**
   * The largest deviation over seeds at which two means of as many runs, unpaired, would differ by this gain in only
   * 5 % of cases without a true difference. Where seeds vary more than this, the runs could not have shown the gain.
   */
  readonly shownBelow: number;
}

/** How many gains seeds could not have shown, at a deviation over seeds. */
export interface GainsAtDeviation {
  readonly sd: number;
  /** The smallest gain that two means can show. */
  readonly smallest: number;
  readonly below: number;
}

export interface PrintedGains {
  readonly seeds: number;
  readonly gains: readonly PrintedGain[];
  /** Of the gains' sizes. */
  readonly median: number;
  readonly at: readonly GainsAtDeviation[];
}

/** Deviations of F1 over seeds that are reported for models of this kind. */
const DEVIATIONS = [0.16, 0.3, 0.4, 0.6];

/** Standard errors of a difference of two means of n runs each, per deviation of one run, that 5 % exceed by chance. */
const separable = (seeds: number): number => tQuantile(0.975, 2 * seeds - 2) * Math.sqrt(2 / seeds);

/** Could so few runs have shown the printed gains? null where means are of one run, or no gains are printed. */
export function printedGains({ header, cells }: Paper): PrintedGains | null {
  const { seeds } = header;
  const gains = cells.flatMap((cell) => gainOf(cell, header.gains, seeds));
  if (seeds < 2 || gains.length === 0) return null;
  const sizes = gains.map(({ gain }) => Math.abs(gain)).sort((a, b) => a - b);
  const half = sizes.length / 2;
  return {
    seeds,
    gains,
    median: (sizes[Math.ceil(half) - 1] + sizes[Math.floor(half)]) / 2,
    at: DEVIATIONS.map((sd) => {
      const smallest = separable(seeds) * sd;
      return { sd, smallest, below: sizes.filter((gain) => gain < smallest).length };
    }),
  };
}

function gainOf(
  cell: AuditCell,
  metrics: readonly string[],
  seeds: number,
): readonly PrintedGain[] {
  const { id, delta, deltaBase } = cell;
  if (delta === undefined || deltaBase === undefined) return [];
  if (!metrics.includes(keyText(cell, "metric"))) return [];
  return [
    { cell: id, base: deltaBase, gain: delta, shownBelow: Math.abs(delta) / separable(seeds) },
  ];
}
