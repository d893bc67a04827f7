import { basename, join } from "node:path";
import { readJson } from "../base/read-json.js";
import type { Job } from "../contract/job.js";
import type { EngineId } from "../contract/compute/engine.js";
import type { Identity } from "../contract/run-state.js";
import { profileOf } from "../methods/profiles/profiles.js";
import { listAttempts } from "../store/claims/attempts.js";
import { jobShape } from "../store/job-shape.js";
import { attemptDir, FILES, trainDir } from "../store/paths.js";

/**
 * The job that trained a run, as its last attempt keeps it; of a run whose attempts are gone, what follows from its
 * identity. Its folders are those of the results folder as it now lies, which may have been moved.
 *
 * @param root folder that holds train/ and eval/.
 * @param engine where no attempt says one.
 */
export async function jobOf(
  root: string,
  trainId: string,
  { spec, dependencies }: Identity,
  engine: EngineId,
): Promise<Job> {
  const dir = trainDir(root, trainId);
  for (const attempt of (await listAttempts(dir)).reverse()) {
    const found = await readJson(join(attemptDir(dir, attempt), FILES.job), jobShape);
    if (found.state === "value") return moved(found.value, root);
  }
  const { threads, keep } = profileOf(spec.profile);
  return { schema: 1, root, trainId, train: spec, dependencies, evals: [], engine, threads, keep };
}

/** The runs that it rests on lie beside it, wherever that now is. */
const moved = (job: Job, root: string): Job => ({
  ...job,
  root,
  ...(job.restsOn !== undefined && {
    restsOn: Object.fromEntries(
      Object.entries(job.restsOn).map(([role, dir]) => [role, trainDir(root, basename(dir))]),
    ),
  }),
});
