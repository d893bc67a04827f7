import type { AmtlError } from "../../base/errors.js";
import type { RunState } from "../../contract/run-state.js";
import type { ProfileId, VariantId } from "../../contract/train-spec.js";
import { shortId } from "../../base/text/short-id.js";
import { countConfigurations, type PlannedRun } from "../../experiment/plan/plan.js";
import { mergeRuns } from "../../experiment/plan/merge.js";
import { isUntrained, plannedStates } from "../../state/planned.js";
import { wholeMemory } from "../../executors/machine/memory.js";
import type { ExecutionRequest } from "../execution/place.js";
import { resultsRoot } from "../../store/paths.js";
import type { SelectionRequest } from "../select/request.js";
import { memoryWarnings } from "./memory.js";
import { warningsOf, type PlanWarning } from "./warnings.js";
import { dependenciesOf, select, type SelectedItem, type Selection } from "../select/select.js";

/** An experiment of a plan, in numbers. */
export interface PlannedItem {
  readonly id: string;
  readonly cells: number;
  readonly configurations: number;
  readonly runs: number;
  /** Runs that no earlier experiment of the plan needs. */
  readonly newRuns: number;
}

/** A training with its evaluations, and how it stands. */
export interface RunOfPlan {
  /** The first twelve digits of trainId. */
  readonly id: string;
  readonly trainId: string;
  /** For people: "atlop amtl-n4-l3.5 minilm-l6 redocred seed 66". */
  readonly label: string;
  readonly state: RunState;
  /** Names of what is not on this machine ("data:redocred/train"). */
  readonly lacks: readonly string[];
  /** The runs that must be done before it, by their role in it; absent where there are none. */
  readonly restsOn?: Readonly<Record<string, string>>;
  /** Ids of the cells that it serves. */
  readonly cells: readonly string[];
  readonly evals: readonly { readonly evalId: string; readonly evalSet: string }[];
}

export interface Plan {
  readonly profile: ProfileId;
  readonly variant: VariantId | null;
  readonly items: readonly PlannedItem[];
  readonly total: { readonly configurations: number; readonly runs: number };
  /** Each once, in the order of first need. */
  readonly runs: readonly RunOfPlan[];
  /** Why what runs need is not on this machine, and what to do about it; by the name of the dependency. */
  readonly absent: ReadonlyMap<string, AmtlError>;
  /** What it may not mean, and runs that cannot fit here. */
  readonly warnings: readonly PlanWarning[];
  /** Cells that the profile has no data for, and the data sets that it lacks. */
  readonly noData: { readonly cells: number; readonly lacks: readonly string[] };
  /** Cells whose encoder has nothing in its place in the profile, and these encoders. */
  readonly noStandIn: { readonly cells: number; readonly encoders: readonly string[] };
}

/**
 * The runs that experiments need, how each one stands, and which cells it serves. Trains nothing, writes nothing.
 * @throws AmtlError (2) for unknown names, axes, settings and values.
 */
export const plan = async (request: PlanRequest): Promise<Plan> =>
  planOf(await select(request), request);

type PlanRequest = SelectionRequest & Pick<ExecutionRequest, "recompute">;

/** The same of a selection that was made already. */
export async function planOf(selection: Selection, request: PlanRequest): Promise<Plan> {
  const runs = runsOf(selection);
  const root = resultsRoot(request.results);
  const states = await plannedStates(root, runs);
  const { profile, variant, items, absent } = selection;
  const untrained = states.flatMap(({ run, state }) => (isUntrained(state) ? [run] : []));
  const { recompute = false } = request;
  const tooLarge = memoryWarnings(untrained, await wholeMemory(), recompute);
  const statuses = items.flatMap(({ selected: { cells } }) => cells.map(({ status }) => status));
  const lacks = statuses.flatMap((status) => (status.kind === "no-data" ? [status.lacks] : []));
  const encoders = statuses.flatMap((status) =>
    status.kind === "no-stand-in" ? [status.encoder] : [],
  );
  return {
    profile: profile.id,
    variant,
    items: countItems(items),
    total: {
      configurations: countConfigurations(runs),
      runs: runs.length,
    },
    runs: states.map(({ run, state }) => ({
      id: shortId(run.trainId),
      trainId: run.trainId,
      label: run.label,
      state,
      lacks: absent.size === 0 ? [] : dependenciesOf(run).filter((name) => absent.has(name)),
      ...(run.restsOn !== undefined && { restsOn: run.restsOn }),
      cells: run.cells,
      evals: run.evals.map(({ evalId, spec }) => ({ evalId, evalSet: spec.evalSet })),
    })),
    absent,
    warnings: [...warningsOf(selection), ...tooLarge],
    noData: { cells: lacks.length, lacks: [...new Set(lacks)] },
    noStandIn: { cells: encoders.length, encoders: [...new Set(encoders)] },
  };
}

/** All runs of a selection, each once. */
export const runsOf = ({ items }: Selection): PlannedRun[] =>
  mergeRuns(items.flatMap(({ selected }) => selected.runs));

function countItems(items: readonly SelectedItem[]): readonly PlannedItem[] {
  const seen = new Set<string>();
  return items.map(({ experiment, selected: { runs, cells } }) => {
    const ids = runs.map(({ trainId }) => trainId);
    const fresh = ids.filter((id) => !seen.has(id));
    for (const id of fresh) seen.add(id);
    return {
      id: experiment.id,
      cells: cells.length,
      configurations: countConfigurations(runs),
      runs: ids.length,
      newRuns: fresh.length,
    };
  });
}
