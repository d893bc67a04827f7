import { readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Json } from "../base/canonical.js";
import { errorCode } from "./disk-errors.js";
import { makeFolder, prettyJson, replaceFile } from "./files.js";
import { planDir } from "./manifests.js";
import { newOwner, ownerState, type Owner } from "./owner.js";

/** plans/<planId>/parents/<nonce>.json: a command that is at work on the plan. Several may be, on several machines. */
export interface Parent extends Owner {
  readonly executor: "local" | "slurm";
  /** What was typed. */
  readonly commandLine: readonly string[];
}

/** A command's own entry in its plan. */
export interface Registration {
  readonly parent: Parent;
  /** Whether someone asked the command to stop ({@link cancelParent}). */
  readonly isCancelled: () => Promise<boolean>;
  /** Takes the entry away. Never rejects: what remains is seen to be dead. */
  readonly release: () => Promise<void>;
}

const folderOf = (root: string, planId: string): string => join(planDir(root, planId), "parents");
const requestOf = (folder: string, nonce: string): string => join(folder, `${nonce}.cancel`);

/** @throws AmtlError (4) when the disk is full or the folder cannot be written. */
export async function registerParent(
  root: string,
  planId: string,
  executor: Parent["executor"],
  commandLine: readonly string[],
): Promise<Registration> {
  const parent: Parent = { ...(await newOwner()), executor, commandLine };
  const folder = folderOf(root, planId);
  const path = join(folder, `${parent.nonce}.json`);
  await makeFolder(folder);
  await replaceFile(path, prettyJson(parent as unknown as Json));
  const request = requestOf(folder, parent.nonce);
  return {
    parent,
    isCancelled: () =>
      stat(request).then(
        () => true,
        () => false,
      ),
    release: async () => {
      for (const each of [path, request]) await rm(each, { force: true }).catch(() => undefined);
    },
  };
}

/** Commands that registered for a plan and did not take their entry away, with whether they still run. */
export async function listParents(
  root: string,
  planId: string,
): Promise<readonly (Parent & { readonly state: "alive" | "dead" | "unknown" })[]> {
  const folder = folderOf(root, planId);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .map(async (name) => {
        try {
          const parent = JSON.parse(await readFile(join(folder, name), "utf8")) as Parent;
          return [{ ...parent, state: await ownerState(parent) }];
        } catch (error) {
          // Torn, or taken away in between: nobody who could be asked.
          if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return [];
          throw error;
        }
      }),
  );
  return found.flat();
}

/** Asks a command, wherever it runs, to stop as Ctrl-C would; it looks every few seconds. */
export async function cancelParent(root: string, planId: string, parent: Parent): Promise<void> {
  await writeFile(requestOf(folderOf(root, planId), parent.nonce), "cancel\n");
}
