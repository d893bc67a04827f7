import { basename, dirname, join } from "node:path";
import { mkdir, rename, rm, writeFile } from "../../base/machine/files.js";
import { readJson } from "../../base/read-json.js";
import type { Owner } from "../../contract/run-state.js";
import { diskError, errorCode, makeFolder, prettyJson, syncFolder } from "../files.js";
import { attemptDir, FILES } from "../paths.js";
import { listAttempts } from "./attempts.js";
import { readEnded } from "./ended.js";
import { beat, heartbeatAge, STALE_SECONDS } from "./heartbeat.js";
import { newOwner, ownerShape, ownerState } from "./owner.js";
import { refresh } from "./refresh.js";

export type Claim =
  | { readonly state: "claimed"; readonly attempt: number; readonly dir: string }
  | { readonly state: "busy"; readonly attempt: number; readonly owner: Owner | null }
  | { readonly state: "done" };

/** Who claimed the attempt; null when nobody can tell any more. */
export async function readOwner(attempt: string): Promise<Owner | null> {
  const found = await readJson(join(attempt, FILES.owner), ownerShape);
  return found.state === "value" ? found.value : null;
}

/**
 * Whether the attempt's owner is at work on it. In doubt it is: a run is better waited for than done twice.
 * @param now what the folder's clock says, where the caller knows it (see {@link heartbeatAge}).
 */
export async function isAlive(
  attempt: string,
  staleSeconds = STALE_SECONDS,
  now?: number,
): Promise<boolean> {
  if ((await readEnded(attempt)) !== null) return false;
  const owner = await readOwner(attempt);
  const state = owner === null ? "unknown" : await ownerState(owner);
  if (state !== "unknown") return state === "alive";
  return (await heartbeatAge(attempt, now)) <= staleSeconds;
}

/**
 * Claims the next attempt of a run for this process.
 *
 * The attempt's folder is made under a name of its own, owner and first heartbeat inside, and then renamed to its
 * number. A rename onto a folder that is not empty fails, so one of several claimants wins, and a claimant killed
 * in between leaves nothing that looks like a claim without an owner.
 *
 * @param dir the run's folder, …/train/<trainId>.
 * @param isDone whether nothing is left to do; asked when no living attempt stands in the way.
 * @returns busy when another process is at work on the run (this process, in another attempt, included).
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function claimNext(
  dir: string,
  isDone: () => Promise<boolean>,
  staleSeconds = STALE_SECONDS,
): Promise<Claim> {
  for (;;) {
    const last = (await listAttempts(dir)).at(-1) ?? 0;
    if (last > 0 && (await isAlive(attemptDir(dir, last), staleSeconds))) {
      return { state: "busy", attempt: last, owner: await readOwner(attemptDir(dir, last)) };
    }
    // Asked only now: an attempt that has just ended wrote its results before.
    if (await isDone()) return { state: "done" };
    const attempt = attemptDir(dir, last + 1);
    if (await take(attempt)) return { state: "claimed", attempt: last + 1, dir: attempt };
  }
}

async function take(attempt: string): Promise<boolean> {
  const owner = await newOwner();
  const prepared = join(dirname(attempt), `.claim-${owner.nonce}`);
  await makeFolder(dirname(attempt));
  try {
    await mkdir(prepared);
    await writeFile(join(prepared, FILES.owner), prettyJson(owner), { flush: true });
    await beat(prepared);
    await rename(prepared, attempt);
    await syncFolder(dirname(attempt));
    return true;
  } catch (error) {
    await rm(prepared, { recursive: true, force: true });
    // A file server may carry a rename out and lose the answer; the nonce shows whether it did.
    if ((await readOwner(attempt))?.nonce === owner.nonce) return true;
    if (["EEXIST", "ENOTEMPTY"].includes(errorCode(error) ?? "")) return false;
    throw diskError(error, dirname(attempt));
  }
}

/**
 * Whether a later attempt exists: its claimant took this one for dead. Whoever works on this attempt asks before
 * each checkpoint and before each result, and stops when it is so.
 */
export async function isSuperseded(attempt: string): Promise<boolean> {
  const attempts = dirname(attempt);
  await refresh(attempts);
  const all = await listAttempts(dirname(attempts));
  return (all.at(-1) ?? 0) > Number(basename(attempt));
}

/** This attempt was taken for dead, and another one has the run. */
export class Superseded extends Error {
  override readonly name = "Superseded";
}

/** @throws Superseded when a later attempt exists ({@link isSuperseded}). */
export async function checkClaim(attempt: string): Promise<void> {
  if (await isSuperseded(attempt)) {
    throw new Superseded(`Another attempt took the run of ${attempt} over`);
  }
}
