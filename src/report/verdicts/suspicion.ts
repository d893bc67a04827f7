import type { Finding, Reading } from "../audit/finding.js";
import type { SuspectFinding } from "./verdict.js";

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
