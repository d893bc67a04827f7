import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { Backbone } from "../../contract/backbone.js";
import * as listed from "./index.js";

export type Backbones = ReadonlyMap<string, Backbone>;

/** The project's backbones and others, by id. */
export const backbonesWith = (others: Iterable<Backbone>): Backbones =>
  new Map([...Object.values<Backbone>(listed), ...others].map((each) => [each.id, each]));

/** All backbones of the project, by id. */
export const BACKBONES: Backbones = backbonesWith([]);

/** The backbone of that id. Throws AmtlError (2) that names the nearest known one. */
export function backboneOf(id: string, backbones: Backbones = BACKBONES): Backbone {
  const backbone = backbones.get(id);
  if (backbone !== undefined) return backbone;
  const meant = nearest(id, [...backbones.keys()]);
  throw badInput(`Unknown backbone "${id}"`, {
    expected: [...backbones.keys()].join(", "),
    ...(meant !== undefined && { fix: `write ${meant}` }),
  });
}
