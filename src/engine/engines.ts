// The engines, a line each.
export { cuda } from "./tensorflow/cuda.js";
export { native } from "./tensorflow/native.js";
export { wasm } from "./wasm/wasm.js";
