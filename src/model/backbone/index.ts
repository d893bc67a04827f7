import type { BackboneSpec } from "../types.js";
import { atlop } from "./atlop.js";

/** All backbones, by id. A new backbone is a spec and a kernel in this folder and a line here and in kernels.ts. */
export const BACKBONES: ReadonlyMap<string, BackboneSpec> = new Map(
  [atlop].map((backbone) => [backbone.id, backbone]),
);
