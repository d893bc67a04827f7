import { badInput } from "../base/errors.js";
import { lossOf } from "../methods/losses/registry.js";
import type { LoadedLoss } from "./own-losses.js";
import { lossesOf } from "../methods/losses/held.js";
import { lossesWith } from "../methods/losses/registry.js";
import type { Loss } from "../contract/loss.js";
import type { Job } from "../contract/job.js";
import { NotANumber } from "../base/not-a-number.js";

/** The loss that a job trains with, and those behind it that a user's files bring. */
export interface JobLoss {
  readonly loss: Loss;
  readonly own: readonly LoadedLoss[];
}

/**
 * Loads the loss of a job, from the files that define it where it is not the project's own.
 * @throws AmtlError (2) when a file is gone, does not load, or has another loss than the one that was planned.
 */
export async function loadLoss({ train, dependencies, lossFiles }: Job): Promise<JobLoss> {
  const files = lossFiles ?? {};
  const own = await Promise.all(
    lossesOf(train.loss)
      .filter((id) => Object.hasOwn(files, id))
      .map((id) => fromFile(id, files[id], String(dependencies[`version:loss/${id}`]))),
  );
  const losses = lossesWith(own.map((each) => each.loss));
  return { loss: losses.get(train.loss.id) ?? lossOf(train.loss.id), own };
}

async function fromFile(id: string, path: string, planned: string): Promise<LoadedLoss> {
  // Only a run with such a loss compiles TypeScript.
  const { loadUserFile } = await import("./user-file.js");
  const { loadOwnLosses } = await import("./own-losses.js");
  const file = await loadUserFile(path);
  const { losses = [] } = (file.exported ?? {}) as { readonly losses?: unknown };
  const found = (await loadOwnLosses(losses, file)).find(({ loss }) => loss.id === id);
  if (found?.version === planned) return found;
  throw badInput(`Loss ${id} has changed since it was planned`, {
    where: found?.place ?? path,
    expected: planned,
    got: found?.version ?? `no loss "${id}"`,
    fix: "the same command plans and trains it as it now is",
  });
}

/** What TensorFlow says when the result of a loss does not follow from its logits by operations with a gradient. */
const NO_GRADIENT = /compute gradient|connection between any variable/;

/** A failure of a training, with the place of the loss where that is to blame. */
export function blame(error: unknown, own: readonly LoadedLoss[]): unknown {
  if (own.length === 0 || !(error instanceof Error)) return error;
  const places = own.map(({ loss, place }) => `${loss.id} (${place})`).join(", ");
  if (error instanceof NotANumber) {
    return new NotANumber(error.loss, error.step, `, or the loss ${places} is not safe`);
  }
  if (!NO_GRADIENT.test(error.message)) return error;
  return badInput("Loss has no gradient", {
    where: own[0].place,
    expected: "operations that have a gradient, all the way from the logits",
    got: error.message,
    cause: error,
  });
}
