/** The decoding rules, a line each. */
export { th } from "./th.js";
export { zero } from "./zero.js";
