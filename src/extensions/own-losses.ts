import { sha256 } from "../base/canonical.js";
import { LOSSES } from "../methods/losses/registry.js";
import type { Loss, LossDefinition } from "../contract/loss.js";
import { defineLoss } from "../methods/losses/define.js";
import { checkOwnLoss } from "./own-loss-shape.js";
import { guardedBy } from "./guard.js";
import { loadOwnList } from "./own-list.js";
import type { UserFile } from "./user-file.js";
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
  const items = await loadOwnList(listed, file, {
    field: "losses",
    kind: "loss",
    expected: "a list of losses (docs/guide/own-loss.md)",
    taken: [...LOSSES.keys()],
    check: checkOwnLoss,
  });
  return items.map(({ own, place, content }) => {
    const code = sha256(String(own.compute)).slice(0, 12);
    return {
      loss: toLoss(own, place, file.path),
      version: own.version === undefined ? `content ${content}` : `${own.version}, compute ${code}`,
      file: file.path,
      place,
    };
  });
}

/** The user's definition, its decoder checked, its function behind a guard that says where it failed. */
function toLoss(own: LossDefinition, place: string, file: string): Loss {
  // Where it leaves its version out, LoadedLoss.version holds that place in the identity of a run.
  const loss = defineLoss(
    {
      ...own,
      compute: (tf, inputs) =>
        guardedBy({ what: "Loss", expected: "a differentiable scalar", file, place }, () =>
          own.compute(tf, inputs),
        ),
    },
    place,
  );
  const decoder = decoderOf(loss.decoder, `${place}, decoder`).spec;
  return { ...loss, decoder, decoderOf: () => decoder };
}
