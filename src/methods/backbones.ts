import { badInput } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import type { CatalogBackbone } from "../contract/catalog.js";
import { BACKBONES } from "./backbones/index.js";
import type { BackboneSpec } from "../contract/loss.js";

/** The backbones as the plan and the command line see them. */
export const catalogBackbones: ReadonlyMap<string, CatalogBackbone> = new Map(
  [...BACKBONES.values()].map(({ id, newLayers }) => [id, { id, newLayers }]),
);

/** The backbone of that id. Throws AmtlError (2) that names the nearest known one. */
export function backboneOf(id: string): BackboneSpec {
  const backbone = BACKBONES.get(id);
  if (backbone !== undefined) return backbone;
  const meant = nearest(id, [...BACKBONES.keys()]);
  throw badInput(`Unknown backbone "${id}"`, {
    expected: [...BACKBONES.keys()].join(", "),
    ...(meant !== undefined && { fix: `write ${meant}` }),
  });
}
