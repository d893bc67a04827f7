// All losses of the project, one line each; registry.ts reads them. Those that hold others are made with a look-up.
export { afl } from "./afl.js";
export { aml } from "./aml.js";
export { createAmt } from "./amt/loss.js";
export { amtl } from "./amtl.js";
export { atl } from "./atl.js";
export { balancedSoftmax } from "./balanced-softmax.js";
export { bce } from "./bce.js";
export { hingeAbl } from "./hingeabl.js";
export { meanSat } from "./mean-sat.js";
export { ncrl } from "./ncrl.js";
export { pemscl } from "./pemscl.js";
export { sat } from "./sat.js";
export { ssrPu } from "./ssr-pu.js";
