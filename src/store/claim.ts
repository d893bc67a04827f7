import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readJson } from "../base/read-json.js";
import { fields, nullable, oneOf, optional, text } from "../base/shape.js";
import type { Owner } from "../contract/run-state.js";
import { listAttempts } from "./attempts.js";
import { isCancelRequested } from "./cancel.js";
import { diskError, errorCode, makeFolder, prettyJson, replaceFile, syncFolder } from "./files.js";
import { beat, heartbeatAge, STALE_SECONDS } from "./heartbeat.js";
import { newOwner, ownerShape, ownerState } from "./owner.js";
import { attemptDir, FILES } from "./paths.js";

export { listAttempts } from "./attempts.js";
export { checkClaim, isSuperseded, Superseded } from "./superseded.js";

/** How an attempt came to its end, written by its owner; an attempt without it runs, or its owner died. */
export interface Ended {
  readonly schema: 1;
  readonly outcome: "done" | "failed" | "interrupted";
  /** Failure kind, for a failed attempt. */
  readonly kind: string | null;
  /** What happened, in words; null where the kind says all, and in older files. */
  readonly message: string | null;
  /** ISO 8601, UTC. */
  readonly time: string;
}

export type Claim =
  | { readonly state: "claimed"; readonly attempt: number; readonly dir: string }
  | { readonly state: "busy"; readonly attempt: number; readonly owner: Owner | null }
  | { readonly state: "done" };

/** ended.json; of a claim that turned into its end (see {@link endAttempt}) it holds the owner. */
const endedShape = fields({
  outcome: optional(oneOf("done", "failed", "interrupted")),
  kind: optional(nullable(text)),
  message: optional(nullable(text)),
  time: optional(text),
});

/** Who claimed the attempt; null when nobody can tell any more. */
export async function readOwner(attempt: string): Promise<Owner | null> {
  const found = await readJson(join(attempt, FILES.owner), ownerShape);
  return found.state === "value" ? found.value : null;
}

/** How the attempt ended; null while it runs, or when its owner died. */
export async function readEnded(attempt: string): Promise<Ended | null> {
  const found = await readJson(join(attempt, FILES.ended), endedShape);
  if (found.state !== "value") return null;
  const { outcome = "failed", kind = "environment", message = null, time = "" } = found.value;
  return { schema: 1, outcome, kind, message, time };
}

/** Whether the attempt ended because somebody asked for that ({@link requestCancel}). */
export async function wasCancelled(attempt: string): Promise<boolean> {
  const ended = await readEnded(attempt);
  return ended?.outcome === "interrupted" && (await isCancelRequested(attempt));
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
    // A file server may carry a rename out and lose the answer; the nonce tells.
    if ((await readOwner(attempt))?.nonce === owner.nonce) return true;
    if (["EEXIST", "ENOTEMPTY"].includes(errorCode(error) ?? "")) return false;
    throw diskError(error, dirname(attempt));
  }
}

/** Records how an attempt ended, which frees the run for the next one at once. */
export async function endAttempt(
  attempt: string,
  outcome: Ended["outcome"],
  kind: string | null = null,
  message: string | null = null,
): Promise<void> {
  const ended: Ended = { schema: 1, outcome, kind, message, time: new Date().toISOString() };
  const path = join(attempt, FILES.ended);
  try {
    await replaceFile(path, prettyJson(ended));
  } catch (error) {
    // A full disk still renames: the owner gives the claim up by turning into its end (see readEnded).
    await rename(join(attempt, FILES.owner), path).catch(() => {
      throw error;
    });
  }
}
