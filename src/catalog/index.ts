import type { Catalog } from "../experiment/catalog.js";
import { catalogBackbones } from "./backbones.js";
import { catalogLosses } from "./losses.js";

/** What there is to choose from: the grid checks its axes against it. */
export const catalog: Catalog = { losses: catalogLosses, backbones: catalogBackbones };
