import { statfs } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { AmtlError } from "../../base/errors.js";
import { missingFiles } from "../../corpus/datasets/datasets.js";
import { locateEncoder } from "../../corpus/encoders/locate.js";
import { splitIds } from "../../methods/datasets/registry.js";
import { ENCODERS } from "../../methods/encoders/registry.js";
import { engineOf } from "../../engine/registry.js";
import { plannedEngine } from "../../engine/start.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { usableCores } from "../../executors/machine/cores.js";
import { listGpus } from "../../executors/machine/gpus.js";
import { freeMemory } from "../../executors/machine/memory.js";
import type { Check } from "../../contract/check.js";
import { folderClock } from "../../store/claims/heartbeat.js";
import { makeFolder } from "../../store/files.js";

const GIB = 2 ** 30;

/** A results folder of profile paper needs more; a checkpoint of BERT-base is 1.3 GB. */
const SCARCE_BYTES = 5 * GIB;

const gib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

/** What runs need of this machine, check by check. */
export async function* checkMachine(root: string): AsyncGenerator<Check> {
  yield { name: "Node", state: "ok", text: process.version };
  yield await engine();
  const memory = await freeMemory();
  const free = memory === null ? "" : `, ${gib(memory)} of memory free`;
  const cores = await usableCores();
  yield {
    name: "processor",
    state: "ok",
    text: `${cores} ${cores === 1 ? "core" : "cores"}${free}`,
  };
  const gpus = await listGpus();
  yield {
    name: "GPU",
    state: gpus.length > 0 ? "ok" : "note",
    text: gpus.length > 0 ? `${gpus.length} NVIDIA` : "none: runs use the processor",
  };
  yield await results(root);
  for (const id of ["mini", "paper"] as const) yield await profileCheck(id);
}

async function engine(): Promise<Check> {
  try {
    const { id, why } = await plannedEngine();
    const { isSlow } = engineOf({ id, from: "--engine" });
    return {
      name: "engine",
      state: isSlow ? "note" : "ok",
      text: `${id}: ${why}`,
      ...(isSlow && { fix: "amtl-run engine install brings the native one" }),
    };
  } catch (error) {
    if (!(error instanceof AmtlError)) throw error;
    const fix = error.details.fix ?? "amtl-run engine install";
    return { name: "engine", state: "lacks", text: error.message, fix };
  }
}

/** Whether results can be written: tried by writing, since permissions do not show all causes. */
async function results(root: string): Promise<Check> {
  const name = "results";
  try {
    const isNew = !existsSync(root);
    // The first run makes a missing folder, so its parent must be writable.
    const folder = isNew ? dirname(root) : root;
    await makeFolder(folder);
    await folderClock(folder);
    const { bavail, bsize } = await statfs(folder);
    const room = bavail * bsize;
    const text = `${root}: ${gib(room)} free`;
    if (room > SCARCE_BYTES) return { name, state: "ok", text };
    return { name, state: "note", text: `${text}, little for profile paper` };
  } catch (error) {
    // Any error counts: results cannot be written there.
    const text = `${root}: ${error instanceof Error ? error.message : String(error)}`;
    const known = error instanceof AmtlError ? error.details.fix : undefined;
    const fix = known ?? "another folder: --results, or AMTL_RESULTS";
    return { name, state: "lacks", text, fix };
  }
}

/** The data and encoders of a profile that are missing; smoke needs none. */
async function profileCheck(id: Exclude<ProfileId, "smoke">): Promise<Check> {
  const name = `profile ${id}`;
  const encoders = [...ENCODERS.values()].filter(({ standsFor }) => standsFor[id] !== undefined);
  const absent = encoders
    .map((each) => each.id)
    .filter((each) => locateEncoder(each).kind === "absent");
  const missing = await Promise.all(splitIds(id).map((each) => missingFiles(id, each)));
  const files = [...new Set(missing.flat())];
  if (absent.length + files.length === 0) {
    return { name, state: "ok", text: "its data and encoders are here" };
  }
  const parts = [
    ...(absent.length > 0 ? [`encoders ${absent.join(", ")}`] : []),
    ...(files.length > 0 ? [`${files.length} data files`] : []),
  ];
  const fixes = [
    ...(absent.length > 0 ? [`amtl-run encoder get ${absent.join(" ")}`] : []),
    ...(files.length > 0 ? [`amtl-run data get --profile ${id}`] : []),
  ];
  return { name, state: "note", text: `not here: ${parts.join(", ")}`, fix: fixes.join("; ") };
}
