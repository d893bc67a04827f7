import type { Kernel } from "../../../contract/backbone.js";
import { golden } from "./golden.js";
import { initial } from "./initial.js";
import { gainValues } from "./values.js";

/** GAIN's head (Zeng et al. 2020; DreamInvoker/GAIN models/GAIN.py, GAIN_BERT). It reads no attention. */
export const kernel: Kernel = {
  initial,
  // Quirk: the last mention of a document that ends with it averages over the padding of its batch.
  readsPadding: true,
  positions: ({ features }) => features.map(() => []),
  outputs: (parameters, sizes, encoded, batch, pass) => ({
    logits: gainValues(parameters, sizes, encoded, batch, pass).logits,
  }),
  golden,
};
