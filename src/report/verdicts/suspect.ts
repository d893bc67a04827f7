import { pValues } from "./decide.js";
import { differenceOf } from "./measured.js";
import type { Undecided } from "./forecast.js";
import type { VerdictSettings } from "./settings.js";
import type { Suspicion } from "./suspicion.js";
import type { JudgedReading, Verdict } from "./verdict.js";

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
