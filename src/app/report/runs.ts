import { mapLimited } from "../../base/map-limited.js";
import { shortId } from "../../base/text/short-id.js";
import type { RunState } from "../../contract/run-state.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import type { Recorded } from "../../provenance/provenance.js";
import type { RunFiles } from "../../provenance/run-files.js";
import type { Predicted, ReportRun } from "../../report/document/document.js";
import type { PlannedState } from "../../state/planned.js";
import { trainDir } from "../../store/paths.js";
import { earlierEvals } from "./earlier.js";
import { runFacts } from "./run-facts.js";
import { evaluationsIn, type Evaluations } from "./evaluations.js";
import { problemOf } from "./open-runs.js";
import { minutesOf, predictedTimes } from "./predicted.js";
import { evalsOf, hundredths } from "./run-evals.js";

/** Runs that are read at a time. */
const AT_ONCE = 32;

/**
 * What stands behind the cells of tables: every run of theirs, how it stands, its scores and where it was made.
 * @param root folder of runs.
 */
export async function runsBehind(
  root: string,
  states: readonly PlannedState[],
  files: RunFiles,
): Promise<readonly ReportRun[]> {
  const runs = states.map(({ run }) => run);
  const evaluations = evaluationsIn(root, files);
  const isAnyBegun = states.some(({ state }) => state.state !== "new");
  const predicted = isAnyBegun ? await predictedTimes(root, files) : new Map<string, Predicted>();
  const earlier = await earlierEvals(root, runs, files);
  return mapLimited([...runs.keys()], AT_ONCE, async (at) => {
    const { trainId, cells } = runs[at];
    const evals = earlier.get(trainId);
    return {
      ...(await runOf(
        root,
        runs[at],
        states[at].state,
        files,
        evaluations,
        predicted.get(trainId),
      )),
      ...(evals !== undefined && { earlier: { cells, evals } }),
    };
  });
}

async function runOf(
  root: string,
  { trainId, label, spec, dependencies, evals }: PlannedRun,
  state: RunState,
  files: RunFiles,
  evaluations: Evaluations,
  predicted: Predicted | undefined,
): Promise<ReportRun> {
  const base = { id: shortId(trainId), label, seed: spec.seed, state: state.state };
  const identity = { spec, dependencies };
  const problem = problemOf(state);
  if (state.state === "new" || state.state === "changed") {
    return { ...base, problem, dev: [], evals: [], facts: runFacts(identity, {}), made: null };
  }
  const dir = trainDir(root, trainId);
  const [train, provenance, found] = await Promise.all([
    files.training(dir),
    files.provenance(dir).catch(() => null),
    Promise.all(evals.map(({ evalId }) => evaluations(evalId))),
  ]);
  const recorded = provenance?.state === "value" ? provenance.value : null;
  return {
    ...base,
    problem,
    dev:
      train.state === "value"
        ? train.value.result.dev.map(({ epoch, f1 }) => [epoch, hundredths(f1)] as const)
        : [],
    evals: evalsOf(evals, found, spec.worker !== undefined),
    facts: runFacts(identity, recorded ?? {}),
    made: recorded === null ? null : madeOf(recorded, predicted),
  };
}

function madeOf(
  { engine, device, host, ended, seconds }: Recorded,
  predicted: Predicted | undefined,
): ReportRun["made"] {
  if (ended === undefined) return null;
  return {
    engine: engine?.library ?? engine?.id ?? null,
    device: device?.name ?? host?.processor ?? null,
    host: host?.name ?? null,
    minutes: seconds === undefined ? null : minutesOf(seconds),
    ...(predicted !== undefined && { predicted }),
    ended: ended.slice(0, 10),
  };
}
