import type { Params } from "../../base/params.js";
import { LOSSES } from "../../methods/losses/registry.js";
import type { LossSettings } from "./schema.js";

/** Names of losses in golden files of the framework are the ids without hyphens, whatever their case: "SSRPU". */
const IDS: ReadonlyMap<string, string> = new Map(
  [...LOSSES.keys()].map((id) => [id.replaceAll("-", ""), id]),
);

/** Parameters of the framework that a golden file's settings describe; null where a loss of theirs is unknown. */
export function frameworkParams(given: LossSettings): Params | null {
  const { losses = [], naLabel, contrastive, balancedSoftmaxThreshold } = given;
  const ids = losses.flatMap((name) => IDS.get(name.toLowerCase()) ?? []);
  if (ids.length < losses.length) return null;
  return {
    losses: ids,
    ...(naLabel !== undefined && { naLabel }),
    ...(contrastive !== undefined && { contrastive }),
    ...(balancedSoftmaxThreshold !== undefined && { balancedSoftmax: balancedSoftmaxThreshold }),
  };
}
