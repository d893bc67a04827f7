import { thresholdRule } from "./threshold.js";

/** A relation is predicted when its logit exceeds the threshold logit of its segment (D1 and D1seg of the official code). */
export const th = thresholdRule("th");
