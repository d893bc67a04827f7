import type { Params } from "../../base/params.js";
import type { LossSettings } from "./schema.js";

/** Identifiers of the losses by the names that golden files of the AMT framework use. */
const IDS: Readonly<Record<string, string>> = {
  ATL: "atl",
  BalancedSoftmax: "balanced-softmax",
  AML: "aml",
  AFL: "afl",
  NCRL: "ncrl",
  SSRPU: "ssr-pu",
  PEMSCL: "pemscl",
  SAT: "sat",
  MeanSAT: "mean-sat",
  HingeABL: "hingeabl",
};

/** Parameters of the loss amt that a golden file's settings describe; null where a loss of theirs is unknown. */
export function frameworkParams(given: LossSettings): Params | null {
  const { losses = [], naLabel, contrastive, balancedSoftmaxThreshold } = given;
  const ids = losses.map((name) => IDS[name]);
  if (ids.includes(undefined!)) return null;
  return {
    losses: ids,
    ...(naLabel !== undefined && { naLabel }),
    ...(contrastive !== undefined && { contrastive }),
    ...(balancedSoftmaxThreshold !== undefined && { balancedSoftmax: balancedSoftmaxThreshold }),
  };
}
