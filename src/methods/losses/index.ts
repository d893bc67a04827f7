import type { Loss } from "../../contract/loss.js";
import { afl } from "./afl.js";
import { aml } from "./aml.js";
import { createAmt } from "./amt/loss.js";
import { amtl } from "./amtl.js";
import { atl } from "./atl.js";
import { balancedSoftmax } from "./balanced-softmax.js";
import { bce } from "./bce.js";
import { hingeAbl } from "./hingeabl.js";
import { meanSat } from "./mean-sat.js";
import { ncrl } from "./ncrl.js";
import { pemscl } from "./pemscl.js";
import { sat } from "./sat.js";
import { ssrPu } from "./ssr-pu.js";

/**
 * The project's losses and others, by id; any with one threshold can stand in the segments of amt. A new loss of the
 * project is one file in this folder and one line here.
 */
export function lossesWith(others: Iterable<Loss>): ReadonlyMap<string, Loss> {
  const own = [
    atl,
    balancedSoftmax,
    aml,
    afl,
    ncrl,
    ssrPu,
    pemscl,
    sat,
    meanSat,
    hingeAbl,
    amtl,
    createAmt((id) => losses.get(id)),
    bce,
  ];
  const losses: ReadonlyMap<string, Loss> = new Map(
    [...own, ...others].map((loss) => [loss.id, loss]),
  );
  return losses;
}

/** All losses of the project, by id. */
export const LOSSES: ReadonlyMap<string, Loss> = lossesWith([]);
