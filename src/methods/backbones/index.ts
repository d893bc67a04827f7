import type { BackboneSpec } from "../../contract/loss.js";
import { atlop } from "./atlop/spec.js";

/** All backbones, by id. A new backbone is a spec and a kernel in this folder and a line here and in kernels.ts. */
export const BACKBONES: ReadonlyMap<string, BackboneSpec> = new Map(
  [atlop].map((backbone) => [backbone.id, backbone]),
);
