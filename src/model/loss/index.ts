import type { Loss } from "../types.js";
import { afl } from "./afl.js";
import { aml } from "./aml.js";
import { createAmt } from "./amt.js";
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

const amt = createAmt((id) => LOSSES.get(id));

/** All losses, by id. A new loss is one file in this folder and one line here. */
export const LOSSES: ReadonlyMap<string, Loss> = new Map(
  [atl, balancedSoftmax, aml, afl, ncrl, ssrPu, pemscl, sat, meanSat, hingeAbl, amtl, amt, bce].map(
    (loss) => [loss.id, loss],
  ),
);
