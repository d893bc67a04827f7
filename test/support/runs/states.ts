import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runsOf } from "../../../src/app/plan/plan.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { select } from "../../../src/app/select/select.js";
import { trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { claimNext } from "../../../src/store/claims/claim.js";
import { endAttempt } from "../../../src/store/claims/ended.js";
import { FILES, trainDir } from "../../../src/store/paths.js";
import { writeResult } from "../../../src/store/result.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { progress } from "./run-events.js";
import { writeStandIns } from "./stand-in-results.js";

/**
 * Leaves runs of Table 4 in every state: ATL done, AML without its last seed, AMTL running (half of 500 steps, ten
 * minutes left), NCRL failed, SSR-PU made by another version of its loss. Nothing is trained.
 * @returns the request that they are runs of.
 */
export async function writeStates(
  root: string,
  profile: "smoke" | "paper" = "smoke",
): Promise<SelectionRequest> {
  const request = { experiments: ["table4"], profile, seeds: [5, 42, 65], results: root };
  const of = (loss: string, seeds = request.seeds): SelectionRequest => ({
    ...request,
    seeds,
    only: [{ axis: "loss", values: [loss] }],
  });
  await writeStandIns(root, of("atl"));
  await writeStandIns(root, of("aml", [5, 42]));
  const running = await claimed(root, of("amtl"));
  const line = progress("amtl", 200);
  await writeFile(join(running, FILES.log), `${JSON.stringify(line)}\n`);
  await endAttempt(
    await claimed(root, of("ncrl")),
    "failed",
    "out-of-memory",
    "8 GB were not enough",
  );
  for (const { spec, dependencies } of runsOf(await select(of("ssr-pu")))) {
    const others = { ...dependencies, "version:loss/ssr-pu": 0 };
    const { trainId } = trainIdOf(spec, others);
    const dir = trainDir(root, trainId);
    await ensureSpec(dir, { spec, dependencies: others });
    await writeResult(dir, { schema: 1, trainId, dev: [], best: 0, steps: 1 });
  }
  return request;
}

/** The folder of a first attempt at the first run of a request. */
async function claimed(root: string, request: SelectionRequest): Promise<string> {
  const [run]: readonly PlannedRun[] = runsOf(await select(request));
  const found = await claimNext(trainDir(root, run.trainId), () => Promise.resolve(false));
  if (found.state !== "claimed") throw new Error(`Expected a claim, got ${found.state}`);
  return found.dir;
}
