import type { Params } from "../../base/params.js";
import { namedLoss } from "../named-loss.js";
import type { LossSettings } from "./schema.js";

/** Parameters of the framework that a golden file's settings describe; null where a loss of theirs is unknown. */
export function frameworkParams(given: LossSettings): Params | null {
  const { losses = [], naLabel, contrastive, balancedSoftmaxThreshold } = given;
  const ids = losses.flatMap((name) => namedLoss(name)?.id ?? []);
  if (ids.length < losses.length) return null;
  return {
    losses: ids,
    ...(naLabel !== undefined && { naLabel }),
    ...(contrastive !== undefined && { contrastive }),
    ...(balancedSoftmaxThreshold !== undefined && { balancedSoftmax: balancedSoftmaxThreshold }),
  };
}
