import { metricsOf, type Evaluation } from "../../../app/evaluate/evaluate.js";
import { textTable } from "../../../base/text-table.js";

const percent = (value: number): string => value.toFixed(2);

const scoreRow = (
  name: string,
  { counts, metrics }: Pick<Evaluation, "counts" | "metrics">,
): string[] => [
  name,
  ...[metrics.precision, metrics.recall, metrics.f1, metrics.ignF1].map(percent),
  ...[counts.gold, counts.submitted, counts.correct, counts.ignored].map(String),
];

const relationTable = (perRelation: Evaluation["perRelation"]): string =>
  textTable(
    ["relation", "P", "R", "F1", "gold", "submitted", "correct"],
    Object.entries(perRelation)
      .sort(([a, m], [b, n]) => n.gold - m.gold || (a < b ? -1 : 1))
      .map(([relation, counts]) => {
        const { precision, recall, f1 } = metricsOf({ ...counts, ignored: 0 });
        return [
          relation,
          ...[precision, recall, f1].map(percent),
          ...[counts.gold, counts.submitted, counts.correct].map(String),
        ];
      }),
  );

/** Percent with two decimals, and the counts they come from. */
export function textOf(evaluation: Evaluation, isEach: boolean): string {
  const { bands, perRelation } = evaluation;
  const rows = [scoreRow("all", evaluation)];
  if (bands !== null) {
    for (const [band, scores] of Object.entries(bands.scores)) rows.push(scoreRow(band, scores));
  }
  const head = ["", "P", "R", "F1", "Ign-F1", "gold", "submitted", "correct", "in train"];
  const parts = [textTable(head, rows)];
  if (bands !== null) parts.push(`Bands of relations by ${bands.ranking}.`);
  if (isEach) parts.push(relationTable(perRelation));
  return `${parts.join("\n")}\n`;
}
