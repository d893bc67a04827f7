import type { Loss } from "../types.js";
import { amtl } from "./amtl.js";
import { atl } from "./atl.js";

/** All losses, by id. A new loss is one file in this folder and one line here. */
export const LOSSES: ReadonlyMap<string, Loss> = new Map(
  [atl, amtl].map((loss) => [loss.id, loss]),
);
