// All backbones of the project, one line each; registry.ts reads them. Kernels load TensorFlow, so that specs import
// them only when a worker asks.
export { atlop } from "./atlop/spec.js";
export { docunet } from "./docunet/spec.js";
export { dreeam } from "./dreeam/spec.js";
export { gain } from "./gain/spec.js";
export { kdDocre } from "./kd-docre/spec.js";
export { ttmRe } from "./ttm-re/spec.js";
