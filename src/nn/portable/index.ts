import type { Kernels } from "../../contract/compute/kernels.js";
import { adam } from "./adam.js";
import { attention } from "./attention.js";
import { batchNormRelu, batchNormReluGradients } from "./batch-norm.js";
import { bilinear, bilinearGradients } from "./bilinear.js";
import { dropAddNorm, dropAddNormGradients } from "./drop-add-norm.js";
import { filterOf, inputGradient, weightOf } from "./filter.js";
import { biasGelu, biasGeluGradients } from "./gelu.js";
import { dropoutMask, keptMask } from "./masks.js";
import { maxPool, maxPoolGradient } from "./max-pool.js";
import { primitives } from "./primitives.js";

/** Compositions of tfjs operations, which compute on any backend of tfjs; each asks the running engine for its parts. */
export const PORTABLE: Kernels = {
  ...primitives,
  ...{ attention, biasGelu, biasGeluGradients, dropAddNorm, dropAddNormGradients },
  ...{ keptMask, dropoutMask, bilinear, bilinearGradients, adam },
  images: {
    ...{ filterOf, weightOf, inputGradient, batchNormRelu, batchNormReluGradients },
    ...{ maxPool, maxPoolGradient },
  },
};
