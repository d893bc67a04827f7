import type { Catalog } from "../contract/catalog.js";
import { lossesWith } from "./losses/index.js";
import type { Loss } from "../contract/loss.js";
import { catalogBackbones } from "./backbones.js";
import { catalogLosses } from "./losses.js";
import { RELATIONS } from "./relations.js";

/** What there is to choose from, with losses that are not the project's: the grid checks its axes against it. */
export const catalogWith = (own: readonly Loss[]): Catalog => ({
  losses: catalogLosses(lossesWith(own)),
  backbones: catalogBackbones,
  relations: RELATIONS,
});

/** What the project itself has. */
export const catalog: Catalog = catalogWith([]);
