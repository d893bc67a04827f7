import { bold } from "./bold.js";
import { delta } from "./delta.js";
import { gainBound } from "./gain-bound.js";
import { metricOrder } from "./metric-order.js";
import type { Rule } from "./rule.js";
import { sameQuantity } from "./same-quantity.js";
import { sources } from "./sources.js";
import { spread } from "./spread.js";
import { triples } from "./triples.js";

/** What every paper's numbers are asked. */
export const RULES: readonly Rule[] = [
  delta,
  sameQuantity,
  metricOrder,
  gainBound,
  triples,
  bold,
  sources,
  spread,
];
