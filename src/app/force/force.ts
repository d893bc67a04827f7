import { symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { badInput } from "../../base/errors.js";
import { shortId } from "../../base/text/short-id.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import { isDone, plannedStates } from "../../state/planned.js";
import { errorCode, makeFolder } from "../../store/files.js";
import { FORCED, trainDir } from "../../store/paths.js";
import { replaceRun } from "../../store/replace-run.js";
import type { ExecutionRequest } from "../execution/place.js";
import type { RunControl } from "../run/control.js";
import { executeRuns } from "../run/execute.js";
import type { ExecutionOutcome } from "../run/outcome.js";
import type { RunRequest } from "../run/request.js";
import type { Selection } from "../select/select.js";

/**
 * Does runs again, in a folder of their own, and puts each in the place of the one that is there once it is whole. What
 * fails or is stopped changes nothing; the same call goes on with it.
 *
 * @param root folder that holds train/ and eval/.
 * @throws AmtlError as {@link executeRuns}, and (2) when somebody is at work on the run that is there.
 */
export async function doForced(
  request: RunRequest & ExecutionRequest,
  selection: Selection,
  runs: readonly PlannedRun[],
  root: string,
  control: RunControl,
): Promise<ExecutionOutcome> {
  const again = join(root, FORCED);
  await linkRestedOn(root, again, runs);
  const outcome = await executeRuns(request, selection, runs, again, "forced", control);
  for (const { run, state } of await plannedStates(again, runs)) {
    if (!isDone(state)) continue;
    const evalIds = run.evals.map(({ evalId }) => evalId);
    const busy = await replaceRun(root, again, run.trainId, evalIds);
    if (busy === null) continue;
    throw badInput(`Run ${shortId(run.trainId)} is at work`, {
      expected: "a run that no process works on",
      got: busy,
      fix: `amtl-run cancel ${shortId(run.trainId)}, then the same command: what was trained again is kept`,
    });
  }
  return outcome;
}

/** What the runs rest on is looked for beside them: links lead to it. */
async function linkRestedOn(
  root: string,
  again: string,
  runs: readonly PlannedRun[],
): Promise<void> {
  const own = new Set(runs.map(({ trainId }) => trainId));
  const others = runs.flatMap(({ restsOn = {} }) => Object.values(restsOn));
  await makeFolder(join(again, "train"));
  for (const id of new Set(others.filter((each) => !own.has(each)))) {
    const target = relative(join(again, "train"), trainDir(root, id));
    await symlink(target, trainDir(again, id)).catch((error: unknown) => {
      if (errorCode(error) !== "EEXIST") throw error;
    });
  }
}
