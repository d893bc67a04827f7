import { halfOf, pBeyond } from "../../diff/noise.js";
import { holm } from "../../statistics/multiplicity.js";
import { VERDICT_SETTINGS } from "../../verdicts/settings.js";
import { differentFields } from "./fields.js";
import type { Cell, Difference, NumberDifference, Run } from "./parts.js";

/** A number of both runs; of a metric that a cell shows, the spread of such runs. */
interface Pair {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  readonly spread: Spread | null;
}

interface Spread {
  readonly sd: number;
  readonly df: number;
}

/** Scores of an evaluation, and what a cell that shows one calls it. */
const METRICS = [
  ["F1", "f1", "f1"],
  ["Ign-F1", "ignF1", "ign-f1"],
  ["precision", "precision", "precision"],
  ["recall", "recall", "recall"],
] as const;

/**
 * In what two runs differ: settings, what they were made with, and scores. A single run has no spread; that of the seeds
 * of the cells that the two stand in says how far such runs fall apart by chance.
 *
 * @param cells all of the page.
 */
export function runsDifference(a: Run, b: Run, cells: readonly Cell[]): Difference {
  const own = cells.filter(({ ours }) => [a, b].some(({ id }) => ours.runs?.includes(id) === true));
  const other = new Map(b.evals.map((each) => [each.set, each]));
  const pairs = a.evals.flatMap((left): readonly Pair[] => {
    const right = other.get(left.set);
    if (right === undefined) return [];
    return METRICS.map(([label, field, metric]) => ({
      name: `${left.set} ${label}`,
      a: left[field],
      b: right[field],
      spread: spreadOf(own, left.set, metric),
    }));
  });
  const times = [a, b].map(({ made }) => made?.minutes ?? null);
  const lone = (side: Run, beside: Run): number =>
    side.evals.filter(({ set }) => beside.evals.every((each) => each.set !== set)).length;
  return {
    fields: differentFields(a.facts, b.facts),
    numbers: [...judged(pairs), ...minutes(times[0], times[1])],
    compared: pairs.length,
    cells: [],
    alone: { a: lone(a, b), b: lone(b, a) },
  };
}

/** Pooled over the cells that show this, each with two seeds at least. */
function spreadOf(cells: readonly Cell[], set: string, metric: string): Spread | null {
  const found = cells.flatMap(({ description, ours: { aggregate } }) => {
    const isIt = description.eval === set && description.metric === metric;
    if (!isIt || description.band !== "" || aggregate?.std == null) return [];
    return [{ variance: aggregate.std ** 2, df: aggregate.n - 1 }];
  });
  if (found.length === 0) return null;
  const df = found.reduce((sum, each) => sum + each.df, 0);
  return { sd: Math.sqrt(found.reduce((sum, each) => sum + each.df * each.variance, 0) / df), df };
}

function judged(pairs: readonly Pair[]): readonly NumberDifference[] {
  const estimates = pairs.map(({ a, b, spread }) =>
    spread === null ? null : { value: b - a, se: spread.sd * Math.SQRT2, df: spread.df },
  );
  const tested = estimates.filter((each) => each !== null);
  const adjusted = holm(tested.map((each) => pBeyond(each, 0)));
  return pairs.flatMap(({ name, a, b }, at): readonly NumberDifference[] => {
    if (a === b) return [];
    const estimate = estimates[at];
    if (estimate === null) return [{ name, a, b, half: null, noise: "unknown" }];
    const isBeyond = adjusted[tested.indexOf(estimate)] < VERDICT_SETTINGS.alpha;
    return [{ name, a, b, half: halfOf(estimate), noise: isBeyond ? "beyond" : "within" }];
  });
}

/** A time says nothing of a result: it has no noise to be beyond of. */
const minutes = (a: number | null, b: number | null): readonly NumberDifference[] =>
  a === null || b === null || a === b ? [] : [{ name: "minutes", a, b, half: null, noise: "none" }];
