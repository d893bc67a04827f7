/** The plots, a line each, in the order of a page. */
export { seedSpread } from "./seed-spread.js";
export { bandGains } from "./band-gains.js";
export { learningCurves } from "./learning-curves.js";
export { thresholdRecall } from "./threshold-recall.js";
export { cost } from "./cost.js";
