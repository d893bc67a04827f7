import { metricsOf, type Evaluation } from "../evaluate/evaluate.js";
import { fittedTable } from "./fitted-table.js";

const percent = (value: number | null): string => value?.toFixed(2) ?? "-";
const number = (value: number | null): string => (value === null ? "-" : `${value}`);

const scoreRow = (
  name: string,
  { counts, metrics }: Pick<Evaluation, "counts" | "metrics">,
  isIgnoring: boolean,
): string[] => [
  name,
  ...[metrics.precision, metrics.recall, metrics.f1].map(percent),
  ...(isIgnoring ? [percent(metrics.ignF1)] : []),
  ...[counts.gold, counts.submitted, counts.correct].map(number),
  ...(isIgnoring ? [number(counts.ignored)] : []),
];

const relationTable = (perRelation: Evaluation["perRelation"]): string =>
  fittedTable(
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
  const { bands, sentences, distant, evidence, perRelation, counts } = evaluation;
  const isIgnoring = counts.ignored !== null;
  const rows = [scoreRow("all", evaluation, isIgnoring)];
  for (const [band, scores] of Object.entries(bands?.scores ?? {})) {
    rows.push(scoreRow(band, scores, isIgnoring));
  }
  if (sentences !== null) {
    rows.push(scoreRow("intra-sentence", sentences.within, isIgnoring));
    rows.push(scoreRow("inter-sentence", sentences.across, isIgnoring));
  }
  const head = [
    ...["", "P", "R", "F1", ...(isIgnoring ? ["Ign-F1"] : [])],
    ...["gold", "submitted", "correct", ...(isIgnoring ? ["in train"] : [])],
  ];
  const parts = [fittedTable(head, rows)];
  if (!isIgnoring) parts.push("No Ign-F1: it needs the training facts (--train).");
  if (distant !== null) {
    const { ignF1, ignored } = distant;
    parts.push(`Ign-F1 against distant facts: ${percent(ignF1)} (${ignored} correct among them).`);
  }
  if (evidence !== null) {
    const { precision, recall, f1, counts: sentencesOf } = evidence;
    parts.push(
      `Evidence: P ${percent(precision)}, R ${percent(recall)}, F1 ${percent(f1)} ` +
        `(sentences: ${sentencesOf.gold} gold, ${sentencesOf.submitted} submitted, ${sentencesOf.correct} correct).`,
    );
  }
  if (bands !== null) parts.push(`Bands of relations by ${bands.ranking}.`);
  if (isEach) parts.push(relationTable(perRelation));
  return `${parts.join("\n")}\n`;
}
