import { durationText } from "../base/text/duration.js";
import { plural } from "../base/text/plural.js";
import type { RunStateName } from "../contract/run-state.js";

/**
 * How a run stands that has begun and is not done, or was made by other code or data than now. In the order in which a
 * person wants to see them.
 */
export const OPEN_STATES = [
  "running",
  "failed",
  "damaged",
  "stopped",
  "trained",
  "changed",
] as const satisfies readonly RunStateName[];
export type OpenState = (typeof OPEN_STATES)[number];

/** A run of a table that is open. */
export interface OpenRun {
  /** Twelve digits. */
  readonly id: string;
  readonly label: string;
  readonly state: OpenState;
  /** What is the matter, in words; null: the state says all. */
  readonly problem: string | null;
  /** What mends it beyond what is to be done about every run of its state; null: nothing. */
  readonly remedy: string | null;
  /** Of a running one, by its pace; null where that is not known. */
  readonly secondsLeft: number | null;
}

interface Meaning {
  /** What it means for whoever reads the numbers; null: the word says all. */
  readonly means: string | null;
  readonly remedy: string | null;
}

/** One wording for all formats. */
export const OPEN_MEANINGS: Readonly<Record<OpenState, Meaning>> = {
  running: { means: "being trained or scored now", remedy: null },
  failed: {
    means: null,
    remedy: "amtl-run logs RUN says why, the table's command tries again",
  },
  damaged: {
    means: "with files that cannot be used",
    remedy: "the table's command makes it again",
  },
  stopped: { means: "before the end", remedy: "the table's command goes on" },
  trained: { means: "not scored yet", remedy: "the table's command scores it" },
  changed: {
    means: "of other code or data than now, so not shown",
    remedy: "amtl-run why RUN says by which, the table's command makes it anew",
  },
};

/** Runs that are named one by one. */
const NAMED = 3;

/** "Failed: 2 runs: …": a line for each state that some run of a table is in. */
export const openLines = (runs: readonly OpenRun[]): readonly string[] =>
  OPEN_STATES.flatMap((state) => {
    const its = runs.filter((run) => run.state === state);
    if (its.length === 0) return [];
    const { means, remedy } = OPEN_MEANINGS[state];
    const named = its.slice(0, NAMED).map(runText);
    const more = its.length > NAMED ? [`and ${its.length - NAMED} more`] : [];
    const mends = [...new Set(its.flatMap((run) => run.remedy ?? []))];
    const head = `${state[0].toUpperCase()}${state.slice(1)}: ${plural(its.length, "run")}`;
    const says = means === null ? "" : `, ${means}`;
    return [
      `${head}${says}: ${[...named, ...more].join("; ")}.${remedy === null ? "" : ` To mend it: ${[...mends, remedy].join("; ")}.`}`,
    ];
  });

/** "0123456789ab (atlop atl seed 5), 12 min left". */
export const runText = (run: OpenRun): string =>
  [`${run.id} (${run.label})`, run.problem, leftText([run])]
    .filter((part) => part !== null)
    .join(", ");

/** "12 min left": until the last of these runs is done, of those whose pace is known; null where none is. */
export function leftText(runs: readonly OpenRun[]): string | null {
  const left = runs.flatMap(({ secondsLeft }) => secondsLeft ?? []);
  return left.length === 0 ? null : `${durationText(Math.max(...left))} left`;
}
