import { badInput } from "../base/errors.js";
import { BACKBONES, backbonesWith, type Backbones } from "../methods/backbones/registry.js";
import { lossOf, lossesWith } from "../methods/losses/registry.js";
import { lossesOf } from "../methods/losses/held.js";
import type { Loss } from "../contract/loss.js";
import type { Job } from "../contract/job.js";
import type { UserFile } from "./user-file.js";

/** Something of a user's file in a training, for messages. */
export interface OwnPart {
  readonly kind: "loss" | "backbone";
  readonly id: string;
  /** File and line. */
  readonly place: string;
}

/** How messages begin. */
export const KIND_NAMES: Readonly<Record<OwnPart["kind"], string>> = {
  loss: "Loss",
  backbone: "Backbone",
};

/** The loss that a job trains with, and those behind it that a user's files bring. */
export interface JobLoss {
  readonly loss: Loss;
  readonly own: readonly OwnPart[];
}

/** The backbones that a job's may be looked up in, and its own where a user's file brings it. */
export interface JobBackbones {
  readonly backbones: Backbones;
  readonly own: readonly OwnPart[];
}

/**
 * Loads the loss of a job, from the files that define it where it is not the project's own.
 * @throws AmtlError (2) when a file is gone, does not load, or has another loss than the one that was planned.
 */
export async function loadLoss({ train, dependencies, lossFiles }: Job): Promise<JobLoss> {
  const files = lossFiles ?? {};
  const loaded = await Promise.all(
    lossesOf(train.loss)
      .filter((id) => Object.hasOwn(files, id))
      .map(async (id) => {
        const { loadOwnLosses } = await import("./own-losses.js");
        const load = async (file: UserFile) => loadOwnLosses(fieldOf(file, "losses"), file);
        const is = ({ loss }: { readonly loss: Loss }): boolean => loss.id === id;
        return fromFile({ kind: "loss", id, path: files[id], dependencies }, load, is);
      }),
  );
  const losses = lossesWith(loaded.map((each) => each.loss));
  return {
    loss: losses.get(train.loss.id) ?? lossOf(train.loss.id),
    own: loaded.map(({ loss: { id }, place }) => ({ kind: "loss", id, place })),
  };
}

/**
 * Loads the backbone of a job, where it is not the project's own.
 * @throws AmtlError (2) when its file is gone, does not load, or has another backbone than the one that was planned.
 */
export async function loadBackbones({
  train,
  dependencies,
  backboneFile: path,
}: Pick<Job, "train" | "dependencies" | "backboneFile">): Promise<JobBackbones> {
  if (path === undefined) return { backbones: BACKBONES, own: [] };
  const id = train.backbone;
  const { loadOwnBackbones } = await import("./own-backbones.js");
  const { backbone, place } = await fromFile(
    { kind: "backbone", id, path, dependencies },
    async (file) => loadOwnBackbones(fieldOf(file, "backbones"), file),
    (each) => each.backbone.id === id,
  );
  return { backbones: backbonesWith([backbone]), own: [{ kind: "backbone", id, place }] };
}

const fieldOf = ({ exported }: UserFile, name: "losses" | "backbones"): unknown =>
  ((exported ?? {}) as Readonly<Record<string, unknown>>)[name] ?? [];

interface Wanted extends Pick<OwnPart, "kind" | "id"> {
  readonly path: string;
  readonly dependencies: Job["dependencies"];
}

async function fromFile<T extends { readonly version: string; readonly place: string }>(
  { kind, id, path, dependencies }: Wanted,
  load: (file: UserFile) => Promise<readonly T[]>,
  is: (each: T) => boolean,
): Promise<T> {
  // Only a run with such a thing compiles TypeScript.
  const { loadUserFile } = await import("./user-file.js");
  const found = (await load(await loadUserFile(path))).find(is);
  const planned = String(dependencies[`version:${kind}/${id}`]);
  if (found?.version === planned) return found;
  throw badInput(`${KIND_NAMES[kind]} ${id} has changed since it was planned`, {
    where: found?.place ?? path,
    expected: planned,
    got: found?.version ?? `no ${kind} "${id}"`,
    fix: "the same command plans and trains it as it now is",
  });
}
