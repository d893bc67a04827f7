import type { BackboneSpec } from "../../../contract/loss.js";

/**
 * ATLOP with localized context pooling (Zhou et al. 2021; wzhouad/ATLOP and xhm-code/AMTL model.py). The names that
 * AMTL's optimizer gives a rate of their own also hold words that no parameter of ATLOP has.
 */
export const atlop: BackboneSpec = {
  id: "atlop",
  version: 1,
  newLayers: ["extractor", "bilinear", "projector", "classifier"],
  defaults: { embedding: 768, block: 64 },
  groups: (headRate) => [{ name: "new layers", match: atlop.newLayers, rate: headRate }],
};
