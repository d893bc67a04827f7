import { join } from "node:path";
import { readdir } from "node:fs/promises";
import { badInput, type AmtlError } from "../../base/errors.js";
import { ownerText } from "../../base/text/owner.js";
import { shortId } from "../../base/text/short-id.js";
import type { Owner } from "../../contract/run-state.js";
import { readIdentity } from "../../provenance/identity.js";
import { runStates } from "../../state/run-states.js";
import { claimNext } from "../../store/claims/claim.js";
import { listAttempts } from "../../store/claims/attempts.js";
import { whichExist } from "../../store/exists.js";
import { evalsOf } from "../../store/evals-of.js";
import { AGAIN, attemptDir, evalDir, FILES, trainDir } from "../../store/paths.js";
import type { Manifest } from "../../store/plans/manifests.js";
import { putAway } from "../../store/put-away.js";
import { sizeOf } from "../../store/size-of.js";
import { plansIn } from "../why/search.js";
import type { ToForget } from "./to-forget.js";

/** A run that is removed with its evaluations. */
export interface ForgottenRun {
  readonly kind: "run";
  /** The first twelve digits of trainId. */
  readonly run: string;
  readonly trainId: string;
  /** Empty where no plan knows it. */
  readonly label: string;
  /** Ids of the cells that need its results: of the project's experiments, and of the folder's plans. */
  readonly cells: readonly string[];
  readonly evaluations: number;
  readonly bytes: number;
  /** What is lost by it; null: neither a result nor a checkpoint. */
  readonly loses: string | null;
}

/** @throws AmtlError (2) where somebody is at work on it. */
export async function runToForget(
  root: string,
  trainId: string,
  manifests: readonly Manifest[],
  now: number,
): Promise<ToForget<ForgottenRun>> {
  const planned = manifests.flatMap(({ runs }) => runs.filter((run) => run.trainId === trainId));
  const [state] = await runStates(root, [{ trainId, evalIds: [] }], "exists", now);
  if (state.state === "running") throw atWork(trainId, state.owner);
  const evals = await evalsOf(root, trainId);
  const train = trainDir(root, trainId);
  const folders = [
    ...[root, join(root, AGAIN)].flatMap((folder) => evals.map((id) => evalDir(folder, id))),
    trainDir(join(root, AGAIN), trainId),
    train,
  ];
  const loses = await lossOf(train, evals);
  const cells = loses === RESULTS ? await cellsNow(train, trainId) : [];
  const what: ForgottenRun = {
    kind: "run",
    run: shortId(trainId),
    trainId,
    label: planned.at(0)?.label ?? "",
    cells: [...new Set([...planned.flatMap((run) => run.cells), ...cells])],
    evaluations: evals.length,
    bytes: (await Promise.all(folders.map(sizeOf))).reduce((sum, size) => sum + size, 0),
    loses,
  };
  const remove = async (): Promise<void> => {
    // Whoever has a claim is alone with the run: nobody begins it while it goes.
    const claim = await claimNext(train, () => Promise.resolve(false));
    if (claim.state === "busy") throw atWork(trainId, claim.owner);
    for (const folder of folders) await (await putAway(folder))?.remove();
  };
  return { what, loses, remove };
}

const RESULTS = "its results";

/** The cells of the project's experiments that need the run with the present code and data. */
async function cellsNow(train: string, trainId: string): Promise<readonly string[]> {
  const identity = await readIdentity(train).catch(() => null);
  if (identity === null) return [];
  const { profile, variant, seed } = identity.spec;
  for await (const { runs } of plansIn([], { profile, variant, seeds: [seed] }))
    return runs.find((run) => run.trainId === trainId)?.cells ?? [];
  return [];
}

/** What cannot be had again without computing; null: nothing. */
async function lossOf(train: string, evals: readonly string[]): Promise<string | null> {
  const [hasResult] = await whichExist([join(train, FILES.result)]);
  if (hasResult || evals.length > 0) return RESULTS;
  const attempts = await listAttempts(train);
  const files = await Promise.all(
    attempts.map((k) => readdir(attemptDir(train, k)).catch(() => [])),
  );
  return files.flat().some((name) => name.startsWith("checkpoint")) ? "its checkpoint" : null;
}

const atWork = (trainId: string, owner: Owner | null): AmtlError =>
  badInput(`Run ${shortId(trainId)} is at work`, {
    expected: "a run that no process works on",
    got: ownerText(owner),
    fix: `amtl-run cancel ${shortId(trainId)} stops it; then forget it`,
  });
