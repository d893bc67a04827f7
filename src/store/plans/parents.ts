import { join } from "node:path";
import { readdir, rm } from "../../base/machine/files.js";
import { readJson } from "../../base/read-json.js";
import { both, fields, listOf, text, type Shape } from "../../base/shape.js";
import type { Owner } from "../../contract/run-state.js";
import { isCancelRequested, isRunCancelRequested, requestCancel } from "../claims/cancel.js";
import { isAlive } from "../claims/claim.js";
import { errorCode } from "../disk-errors.js";
import { makeFolder, prettyJson, replaceFile } from "../files.js";
import { beat, keepBeating } from "../claims/heartbeat.js";
import { endLastCommand, writeLastCommand } from "./last-command.js";
import { planDir } from "./manifests.js";
import { newOwner, ownerShape } from "../claims/owner.js";
import { FILES } from "../paths.js";

/**
 * A command that is at work on a plan: plans/<planId>/parents/<nonce>/ holds owner.json, a heartbeat and perhaps a
 * request to stop, as an attempt's folder does. Several commands may be at work, on several machines.
 */
export interface Parent extends Owner {
  /** Id of the executor. */
  readonly executor: string;
  /** What was typed. */
  readonly commandLine: readonly string[];
}

const parentShape: Shape<Parent> = both(
  ownerShape,
  fields({ executor: text, commandLine: listOf(text) }),
);

/** A command's own entry in its plan. */
export interface Registration {
  readonly parent: Parent;
  /** Whether someone asked the command to stop ({@link cancelParent}). */
  readonly isCancelled: () => Promise<boolean>;
  /** Whether someone asked it to leave a run out that it has not begun. */
  readonly isRunCancelled: (trainId: string) => Promise<boolean>;
  /** Takes the entry away. Never rejects: what remains is seen to be dead. */
  readonly release: () => Promise<void>;
}

/** Folder of the commands that registered for a plan. */
export const parentsDir = (root: string, planId: string): string =>
  join(planDir(root, planId), "parents");

/** @throws AmtlError (4) when the disk is full or the folder cannot be written. */
export async function registerParent(
  root: string,
  planId: string,
  executor: Parent["executor"],
  commandLine: readonly string[],
): Promise<Registration> {
  const parent: Parent = { ...(await newOwner()), executor, commandLine };
  const folder = join(parentsDir(root, planId), parent.nonce);
  await makeFolder(folder);
  await beat(folder);
  await replaceFile(join(folder, FILES.owner), prettyJson(parent));
  const { nonce, since } = parent;
  await writeLastCommand(root, planId, { schema: 1, commandLine, nonce, since, ended: null });
  const stopBeating = keepBeating(folder);
  return {
    parent,
    isCancelled: () => isCancelRequested(folder),
    isRunCancelled: (trainId) => isRunCancelRequested(folder, trainId),
    release: async () => {
      stopBeating();
      await endLastCommand(root, planId, nonce).catch(() => undefined);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    },
  };
}

/** A registered command as it is found. */
export interface FoundParent {
  readonly folder: string;
  readonly parent: Parent;
  readonly alive: boolean;
  /** It was asked to stop. */
  readonly cancelled: boolean;
}

/**
 * Commands that registered for a plan and did not take their entry away.
 * @param now what the folder's clock says, where the caller knows it.
 */
export async function listParents(
  root: string,
  planId: string,
  now?: number,
): Promise<readonly FoundParent[]> {
  const names = await readdir(parentsDir(root, planId)).catch(() => []);
  const found = await Promise.all(
    names.map(async (name): Promise<readonly FoundParent[]> => {
      const folder = join(parentsDir(root, planId), name);
      try {
        const read = await readJson(join(folder, FILES.owner), parentShape);
        // Torn, or taken away in between: nobody who could be asked.
        if (read.state !== "value") return [];
        const parent = read.value;
        const [alive, cancelled] = await Promise.all([
          isAlive(folder, undefined, now),
          isCancelRequested(folder),
        ]);
        return [{ folder, parent, alive, cancelled }];
      } catch (error) {
        if (["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

/** Asks a command, wherever it runs, to stop as Ctrl-C would; it checks every few seconds. */
export const cancelParent = ({ folder }: Pick<FoundParent, "folder">): Promise<void> =>
  requestCancel(folder);
