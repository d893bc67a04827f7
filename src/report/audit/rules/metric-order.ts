import { shown } from "../numbers.js";
import { placeOf } from "../paper.js";
import { metricPairs } from "./metric-pairs.js";
import type { Rule } from "./rule.js";

/** Metrics of which one cannot exceed the other. */
export const metricOrder: Rule = {
  about: "a metric that cannot exceed another does not (orders of paper.json)",
  find: (paper) => {
    const pairs = metricPairs(paper);
    return paper.header.orders.flatMap((order) => {
      const own = pairs.filter((pair) => pair.order === order);
      const broken = own.filter(({ lower, upper }) => lower.value > upper.value);
      const rest = own.length - broken.length;
      return [
        ...broken.map(({ lower, upper }) => ({
          id: `${order.id}/${upper.id}`,
          category: "impossible",
          where: `${placeOf(upper)} and ${lower.column}`,
          claim: order.why,
          verdict: "impossible" as const,
          message: `${order.lower} ${shown(lower.value, lower.decimals)} exceeds ${order.upper} ${shown(upper.value, upper.decimals)}`,
          cells: [upper.id, lower.id],
          readings: {
            [upper.id]: [{ value: lower.value, why: `at least the ${order.lower} of ${lower.id}` }],
            [lower.id]: [{ value: upper.value, why: `at most the ${order.upper} of ${upper.id}` }],
          },
        })),
        {
          id: `${order.id}/rest`,
          category: "impossible",
          where: [...new Set(own.map(({ lower }) => lower.table))].join(", "),
          claim: `${order.lower} is at most ${order.upper} in the other pairs`,
          verdict: "ok" as const,
          message: `${rest} of ${own.length} pairs are in order`,
          cells: [],
        },
      ];
    });
  },
};
