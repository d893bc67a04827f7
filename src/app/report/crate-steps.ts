import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { mapLimited } from "../../base/map-limited.js";
import { shortId } from "../../base/text/short-id.js";
import type { RunState } from "../../contract/run-state.js";
import { mergeRuns } from "../../experiment/plan/merge.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { readProvenance } from "../../provenance/provenance.js";
import type { CrateFile, CrateStep } from "../../report/crate/content.js";
import { idsOf } from "../../state/planned.js";
import { runStates } from "../../state/run-states.js";
import { evalDir, FILES, trainDir } from "../../store/paths.js";
import type { SelectedItem } from "../select/select.js";

interface Steps {
  readonly files: readonly CrateFile[];
  readonly steps: readonly CrateStep[];
}

/** Runs that are read at a time. */
const AT_ONCE = 16;

/**
 * The runs behind tables, done or failed, as steps of a crate with their files.
 * @param root folder of runs.
 * @param folder of the runs in the crate.
 * @param anonymous whether records of provenance, times and messages, in which paths may stand, are left out.
 */
export async function crateSteps(
  root: string,
  folder: string,
  items: readonly SelectedItem[],
  anonymous: boolean,
): Promise<Steps> {
  const runs = mergeRuns(items.flatMap(({ selected }) => selected.runs));
  const states = await runStates(root, runs.map(idsOf), "read");
  const found = await mapLimited([...runs.keys()], AT_ONCE, (at) =>
    stepsOf({ root, folder, anonymous }, runs[at], states[at]),
  );
  const { files, steps } = together(found);
  const there = new Set(files.map(({ path }) => path));
  // What a run rests on may be gone.
  const isThere = (path: string): boolean => there.has(path);
  return { files, steps: steps.map((step) => ({ ...step, reads: step.reads.filter(isThere) })) };
}

const together = (all: readonly Steps[]): Steps => ({
  files: all.flatMap(({ files }) => files),
  steps: all.flatMap(({ steps }) => steps),
});

interface Place {
  readonly root: string;
  readonly folder: string;
  readonly anonymous: boolean;
}

const NONE: Steps = { files: [], steps: [] };

async function stepsOf(place: Place, run: PlannedRun, state: RunState): Promise<Steps> {
  const { trainId, label, restsOn = {}, evals } = run;
  const error = errorOf(state, place.anonymous);
  if (state.state !== "done" && error === null) return NONE;
  const before = Object.values(restsOn).map((id) => resultPath(place, trainDir(place.root, id)));
  const training = await stepOf(place, trainDir(place.root, trainId), before, {
    id: `train-${shortId(trainId)}`,
    name: `Training: ${label}`,
    description: `Trains a model (${label}) and keeps its dev curve.`,
    error,
  });
  if (error !== null) return training;
  const trained = resultPath(place, trainDir(place.root, trainId));
  const scored = await Promise.all(
    evals.map(({ evalId, spec }) =>
      stepOf(place, evalDir(place.root, evalId), [trained], {
        id: `eval-${shortId(evalId)}`,
        name: `Evaluation on ${spec.evalSet}: ${label}`,
        description: `Scores the model of ${label} on ${spec.evalSet}.`,
        error: null,
      }),
    ),
  );
  return together([training, ...scored]);
}

const errorOf = (state: RunState, anonymous: boolean): string | null => {
  if (state.state !== "failed") return null;
  return anonymous || state.message === null ? state.kind : `${state.kind}: ${state.message}`;
};

/** A file of a run, within the crate. */
const pathIn = ({ root, folder }: Place, file: string): string =>
  [folder, ...relative(root, file).split(sep)].join("/");

const resultPath = (place: Place, dir: string): string => pathIn(place, join(dir, FILES.result));

/** A training or an evaluation with what its folder holds of specification, result and provenance. */
async function stepOf(
  place: Place,
  dir: string,
  before: readonly string[],
  step: Pick<CrateStep, "id" | "name" | "description" | "error">,
): Promise<Steps> {
  const wanted = [FILES.spec, FILES.result, ...(place.anonymous ? [] : [FILES.provenance])];
  const files = (
    await Promise.all(
      wanted.map(async (name): Promise<readonly CrateFile[]> => {
        const bytes = await readFile(join(dir, name)).catch(() => null);
        const path = pathIn(place, join(dir, name));
        return bytes === null ? [] : [{ path, name: `${name} of ${step.id}`, bytes }];
      }),
    )
  ).flat();
  const spec = pathIn(place, join(dir, FILES.spec));
  const paths = files.map(({ path }) => path);
  const { program, started, ended } = await readProvenance(dir);
  return {
    files,
    steps: [
      {
        ...step,
        version: program?.version ?? null,
        reads: [...paths.filter((path) => path === spec), ...before],
        writes: paths.filter((path) => path !== spec),
        started: place.anonymous ? null : (started ?? null),
        ended: place.anonymous ? null : (ended ?? null),
      },
    ],
  };
}
