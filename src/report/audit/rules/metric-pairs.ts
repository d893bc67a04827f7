import { groupBy } from "../../../base/group-by.js";
import { keyText, type AuditCell, type Paper } from "../paper.js";
import type { AuditHeader } from "../shape.js";

export type MetricOrder = AuditHeader["orders"][number];

/** A number that cannot be larger than another, beside that other. */
export interface MetricPair {
  readonly order: MetricOrder;
  readonly lower: AuditCell & { readonly value: number };
  readonly upper: AuditCell & { readonly value: number };
}

const hasValue = (cell: AuditCell): cell is AuditCell & { readonly value: number } =>
  cell.value !== null;

/** Pairs of a row that measure the same thing by both metrics of an order. */
export const metricPairs = ({ header, cells }: Paper): readonly MetricPair[] =>
  header.orders.flatMap((order) => {
    const others = (cell: AuditCell): string =>
      JSON.stringify([cell.line, Object.entries(cell.key).filter(([name]) => name !== "metric")]);
    return [...groupBy(cells.filter(hasValue), others).values()].flatMap((group) => {
      const [lower, upper] = [order.lower, order.upper].map((metric) =>
        group.filter(hasValue).find((cell) => keyText(cell, "metric") === metric),
      );
      return lower === undefined || upper === undefined ? [] : { order, lower, upper };
    });
  });
