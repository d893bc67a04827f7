import { thresholdRule } from "./threshold.js";

/** A relation is predicted when its logit exceeds 0, or one global level (D0 and D0seg of the official code). */
export const zero = thresholdRule("zero");
