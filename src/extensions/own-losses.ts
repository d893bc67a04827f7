import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { sha256 } from "../base/canonical.js";
import { AmtlError, badInput } from "../base/errors.js";
import { OUT_OF_MEMORY } from "../base/out-of-memory.js";
import { params } from "../base/params.js";
import type { OwnLoss } from "../contract/own-loss.js";
import { LOSSES } from "../methods/losses/index.js";
import type { Loss } from "../contract/loss.js";
import { checkOwnLoss } from "./own-loss-shape.js";
import { contentHash, placeOf, type UserFile } from "./user-file.js";
import { decoderOf } from "../scoring/decoders/index.js";

/** A loss of a user's file, ready to train with. */
export interface LoadedLoss {
  readonly loss: Loss;
  /** What stands for a hand-kept version in a run's identity. */
  readonly version: string;
  /** Absolute path of the file that defines it. */
  readonly file: string;
  /** File and line, for messages. */
  readonly place: string;
}

/**
 * The losses that a user's file lists.
 * @param listed what its table has in `losses`.
 * @throws AmtlError (2) that names file, line and field of a loss that is incomplete, or whose id is taken.
 */
export async function loadOwnLosses(listed: unknown, file: UserFile): Promise<LoadedLoss[]> {
  if (!Array.isArray(listed)) {
    throw badInput("losses is no list", {
      where: `${file.path}, losses`,
      expected: "a list of losses (README, My own loss)",
      got: typeof listed,
    });
  }
  const content = await contentHash(file.path);
  const seen = new Set<string>();
  return listed.map((value: unknown, index) => {
    const { id: name } = (value ?? {}) as { readonly id?: unknown };
    const place = placeOfLoss(file, name);
    const own = checkOwnLoss(value, `${place}, losses[${index}]`);
    const { id, version } = own;
    if (LOSSES.has(id) || seen.has(id)) {
      throw badInput(`There is another loss "${id}"`, {
        where: `${place}, losses[${index}], id`,
        expected: `an id of its own; the project has ${[...LOSSES.keys()].join(", ")}`,
        got: id,
      });
    }
    seen.add(id);
    const code = sha256(String(own.compute)).slice(0, 12);
    return {
      loss: toLoss(own, place, file.path),
      version: version === undefined ? `content ${content}` : `${version}, compute ${code}`,
      file: file.path,
      place,
    };
  });
}

/** Where the file first writes the id: that is where the loss is. */
function placeOfLoss({ path, text }: UserFile, id: unknown): string {
  const lines = text.split("\n");
  const at = lines.findIndex((line) =>
    ['"', "'", "`"].some((q) => line.includes(`${q}${String(id)}${q}`)),
  );
  return at < 0 ? path : `${path}:${at + 1}`;
}

/** The user's data with what it leaves out, and its function behind a check of what comes back. */
const toLoss = (own: OwnLoss, place: string, file: string): Loss => ({
  id: own.id,
  // The identity of a run holds LoadedLoss.version in its place.
  version: own.version ?? 0,
  params: params(own.params),
  needs: own.needs ?? [],
  decoder: decoderOf(own.decoder, `${place}, decoder`).spec,
  framework: own.framework ?? "single",
  compute: (tf, inputs) => {
    const value = guarded<unknown>(() => own.compute(tf, inputs), file, place);
    const isTensor = (given: unknown): given is Tensor => given instanceof tf.Tensor;
    if (isTensor(value) && value.rank === 0) return value as Scalar;
    throw badInput(`The loss ${own.id} returned no scalar`, {
      where: place,
      expected: "a tensor without dimensions, such as the mean over all pairs",
      got: isTensor(value) ? `a tensor [${value.shape.join(", ")}]` : typeof value,
      fix: "end compute with .mean() or .sum()",
    });
  },
});

/** What the user's function throws is an error of the file, unless memory ran short. */
function guarded<T>(compute: () => T, file: string, place: string): T {
  try {
    return compute();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof AmtlError || OUT_OF_MEMORY.test(message)) throw error;
    const at = placeOf(error, file);
    throw badInput("A loss of a file threw an error", {
      where: at === file ? place : at,
      expected: "a differentiable scalar",
      got: message,
      cause: error,
    });
  }
}
