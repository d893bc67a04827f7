// All plugins of the project, one line each; registry.ts reads them.
export { jmrl } from "./jmrl/spec.js";
export { logicre } from "./logicre/spec.js";
export { milr } from "./milr/spec.js";
