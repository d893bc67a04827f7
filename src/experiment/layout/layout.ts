import { badInput } from "../../base/errors.js";
import type { LabelLayout, LayoutSpec, Segment } from "../../contract/layout.js";

/**
 * Lays the relations out in segments, each led by its threshold column
 * (paper section 3.2; the released map has 10/20/46/20 relations, threshold columns at 0, 11, 32, 79).
 *
 * @param relations relations in the order in which segments take them.
 * @throws AmtlError (2) when the sizes do not cover the relations exactly, or lambda is not positive.
 */
export function buildLayout(
  spec: Pick<LayoutSpec, "segments" | "lambda">,
  relations: readonly string[],
): LabelLayout {
  const sizes = spec.segments ?? [relations.length];
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (
    sizes.length === 0 ||
    sizes.some((size) => !Number.isInteger(size) || size < 1) ||
    total !== relations.length
  ) {
    throw badInput("Segment sizes do not sum to the number of relations", {
      where: "layout.segments",
      expected: `positive whole numbers that sum to ${relations.length}`,
      got: `${JSON.stringify(sizes)} (sum ${total})`,
    });
  }
  if (!(spec.lambda > 0)) {
    throw badInput("lambda must be positive", {
      where: "layout.lambda",
      expected: "> 0",
      got: String(spec.lambda),
    });
  }
  const columns: (string | null)[] = [];
  const segments: Segment[] = [];
  let taken = 0;
  for (const size of sizes) {
    const start = columns.length;
    columns.push(null, ...relations.slice(taken, taken + size));
    taken += size;
    segments.push({ start, end: columns.length });
  }
  const columnOf = new Map<string, number>();
  columns.forEach((relation, column) => {
    if (relation !== null) columnOf.set(relation, column);
  });
  return { columns, segments, lambda: spec.lambda, columnOf };
}
