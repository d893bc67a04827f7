import type { Finding, Reading } from "../audit/finding.js";
import { pValues } from "./decide.js";
import { differenceOf } from "./measured.js";
import type { Undecided } from "./forecast.js";
import type { VerdictSettings } from "./settings.js";
import type { JudgedReading, SuspectFinding, Verdict } from "./verdict.js";

/** Why a printed number cannot be trusted, and what else it may be. */
export interface Suspicion {
  readonly findings: readonly SuspectFinding[];
  readonly readings: readonly Reading[];
}

/** The cells whose printed numbers other printed numbers contradict, by an audit's findings. */
export function suspicionsOf(findings: readonly Finding[]): ReadonlyMap<string, Suspicion> {
  const found = new Map<string, Suspicion>();
  for (const { id, message, readings = {} } of findings) {
    for (const [cell, its] of Object.entries(readings)) {
      const known = found.get(cell) ?? { findings: [], readings: [] };
      const isNew = ({ value }: Reading): boolean =>
        known.readings.every((each) => Math.abs(each.value - value) > 1e-9);
      found.set(cell, {
        findings: [...known.findings, { id, message }],
        readings: [...known.readings, ...its.filter(isNew)],
      });
    }
  }
  return found;
}

/**
 * The verdict on each reading of a printed number, tested for the cell alone.
 * @param state null: there is no number of ours, or no spread.
 */
export function suspectVerdict(
  printed: number,
  { findings, readings }: Suspicion,
  state: Undecided | null,
  settings: VerdictSettings,
): Verdict {
  const all = [{ value: printed, why: "as printed" }, ...readings];
  return {
    kind: "suspect",
    findings,
    readings: all.map(({ value, why }): JudgedReading => {
      if (state === null) return { printed: value, why, verdict: null };
      const other = { ...state, difference: state.difference + printed - value };
      const { equivalent, different } = pValues(differenceOf(other, settings), settings.margin);
      const verdict =
        equivalent <= settings.alpha
          ? "equivalent"
          : different <= settings.alpha
            ? "different"
            : "undecided";
      return { printed: value, why, verdict };
    }),
  };
}
