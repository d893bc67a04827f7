import { DEFAULT_EXECUTOR } from "../../executors/registry.js";
import type { RunEvent } from "../../contract/event.js";
import { looksFor, type Look } from "../../report/verdicts/looks.js";
import {
  nextOf,
  sequentialStates,
  type SequentialCell,
  type SequentialState,
} from "../../report/verdicts/sequential.js";
import { VERDICT_SETTINGS } from "../../report/verdicts/settings.js";
import { resultsRoot } from "../../store/paths.js";
import type { ExecutionRequest } from "../execution/place.js";
import { reportOf, type Report } from "../report/report.js";
import type { RunControl } from "../run/control.js";
import { executeRuns } from "../run/execute.js";
import type { ExecutionOutcome } from "../run/outcome.js";
import { select } from "../select/select.js";
import { nextSeeds } from "../../report/explanation/next-seeds.js";
import { sequentialCells } from "./cells.js";
import { markCounted } from "./mark.js";
import { checkUntil, type UntilRequest } from "./request.js";
import { runsOfRound } from "./round.js";
import { newStopwatch } from "./stopwatch.js";
import { withDone } from "./trimmed.js";

/** What came of deciding. */
export interface UntilOutcome {
  readonly cells: readonly (SequentialCell & { readonly state: SequentialState })[];
  readonly looks: readonly Look[];
  readonly failures: ExecutionOutcome["failures"];
  readonly interrupted: boolean;
  /** Whether the budget ended it. */
  readonly spent: boolean;
  /** The tables with all seeds that are there, written; null after an interruption. */
  readonly report: Report | null;
}

/**
 * Gives seeds to the cells of tables until each is decided, or no seed is worth its runs: round by round to those whose
 * decision is nearest per hour, with bounds that hold though one looks again and again. What the results folder has
 * counts, so that the same request goes on where an earlier one was stopped.
 *
 * @param execute what makes runs.
 * @throws AmtlError as `run`; (2) at another scale than the paper's, and for what does not go with deciding.
 */
export async function runUntil(
  request: UntilRequest,
  control: RunControl = {},
  execute: typeof executeRuns = executeRuns,
): Promise<UntilOutcome> {
  checkUntil(request);
  const seeds = nextSeeds([], request.maxSeeds);
  const asked = {
    ...request,
    seeds,
    executor: request.executor ?? DEFAULT_EXECUTOR,
    until: request.maxSeeds,
  };
  const selection = await select(asked);
  const root = resultsRoot(asked.results);
  const until = new Map(selection.items.map(({ experiment }) => [experiment.id, request.maxSeeds]));
  const settings = { ...VERDICT_SETTINGS, margin: request.margin ?? VERDICT_SETTINGS.margin };
  const watch = newStopwatch();
  let seq = 0;
  const counting: RunControl = {
    ...control,
    // Several executions, one stream of events.
    onEvent: (event: RunEvent) => {
      watch.take(event);
      control.onEvent?.({ ...event, seq: seq++ });
    },
  };
  let outcome: ExecutionOutcome = { failures: [], interrupted: false, left: null };
  for (let done = -1; ;) {
    const cells = await sequentialCells(selection, asked);
    const looks = looksFor(request.maxSeeds, cells.length, settings);
    const states = sequentialStates(cells, looks, settings);
    const next = nextOf(cells, states);
    const there = cells.reduce((sum, { values }) => sum + values.length, 0);
    const left = budgetLeft(asked, watch.seconds());
    const isOver =
      next.length === 0 ||
      there === done ||
      outcome.failures.length > 0 ||
      outcome.interrupted ||
      outcome.left !== null ||
      left === 0;
    if (isOver) {
      const known = cells.map((cell) => ({ ...cell, state: states.get(cell.id)! }));
      const { failures, interrupted } = outcome;
      const spent = next.length > 0 && (outcome.left !== null || left === 0);
      if (interrupted) return { cells: known, looks, failures, interrupted, spent, report: null };
      const counted = await withDone(selection, root);
      if (done < 0) await markCounted(root, asked, selection, counted);
      const report = await reportOf(counted, asked, true, undefined, { until });
      return { cells: known, looks, failures, interrupted, spent, report };
    }
    done = there;
    const runs = runsOfRound(selection.items, cells, next, seeds, runsAtOnce(asked));
    const within = left === undefined ? asked : { ...asked, budget: left };
    outcome = await execute(within, selection, runs, root, "first", counting);
  }
}

/** How many runs keep all slots at work, as far as the request says. */
const runsAtOnce = ({ jobs, gpus }: Pick<ExecutionRequest, "jobs" | "gpus">): number =>
  jobs ?? (gpus === undefined || gpus === "auto" ? 1 : gpus.length);

/** Seconds of slot time that are left; undefined: no budget was set. */
const budgetLeft = ({ budget }: Pick<ExecutionRequest, "budget">, spent: number) =>
  budget === undefined ? undefined : Math.max(0, budget - spent);
