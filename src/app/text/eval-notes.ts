import type { Evaluation, Finding, FindingKind } from "../evaluate/evaluate.js";

/** What the predictions of each kind do, with the name of the gold file. */
const SAYS: Readonly<Record<FindingKind, (gold: string) => string>> = {
  "unknown-title": (gold) => `name a title that ${gold} does not hold`,
  "negative-entity": () => "name an entity below 0",
  "unknown-entity": () => "name an entity that their document does not have",
  "same-entity": () => "have the same head and tail",
  "no-relation": () => "name the class for no relation",
  "unknown-relation": (gold) => `name a relation that ${gold} does not use`,
  "counted-from-1": () => "would be right if their entities were counted from 1",
  exchanged: () => "would be right if head and tail were exchanged",
  "unknown-sentence": () => "have evidence in a sentence that their document does not have",
  "no-number": () => "hold a number that JSON does not have, which is not read",
};

/** What is worth knowing before the numbers are believed: lines on standard error. */
export function notesOf(evaluation: Evaluation): readonly string[] {
  const { sources, findings } = evaluation;
  return [
    ...(evaluation.predictions === 0 ? [`${sources.predictions} holds no prediction`] : []),
    ...findings.map((finding) => findingText(finding, evaluation)),
    ...unlabelledText(evaluation),
    ...addedText(sources.gold, "gold"),
    ...(sources.train === null ? [] : addedText(sources.train, "train")),
    ...trainingText(evaluation),
  ];
}

function findingText(
  { kind, count, line, field, value, meant }: Finding,
  { predictions, sources }: Evaluation,
): string {
  const what = `${count} of ${predictions} predictions ${SAYS[kind](sources.gold.name)}`;
  const place = `${sources.predictions}, line ${line}`;
  if (kind === "no-number") return `${what}. First: ${place}: ${value}`;
  const text = JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
  const shown = field.endsWith("_idx") || field === "evidence" ? value : text;
  const verdict =
    kind === "unknown-sentence" ? "it counts as wrong evidence" : "they count as wrong";
  const hint = meant === null ? "" : ` (${meant})`;
  return `${what}; ${verdict}. First: ${place}, field ${field}: ${shown}${hint}`;
}

const unlabelledText = ({ sources: { gold }, documents }: Evaluation): readonly string[] =>
  gold.unlabelled === 0
    ? []
    : [
        `${gold.unlabelled} of the ${documents} documents of ${gold.name} have no labels: predictions for them count as wrong`,
      ];

function addedText(
  { name, added: { count, isCounted } }: NonNullable<Evaluation["sources"]["train"]>,
  side: "gold" | "train",
): readonly string[] {
  if (count === 0) return [];
  const what = side === "gold" ? "gold facts" : "training facts";
  return [
    isCounted
      ? `${count} gpt_labels of ${name} count as ${what}, as asked for: the official evaluation reads labels alone`
      : `${count} gpt_labels of ${name} are no ${what}, as in the official evaluation; --gpt-labels ${side} counts them`,
  ];
}

function trainingText({ sources, counts, documents }: Evaluation): readonly string[] {
  const { train, shared, gold } = sources;
  if (train === null) return [];
  if (shared > 0) {
    return [
      `${shared} of the ${documents} documents of ${gold.name} are in ${train.name}, too: is it the training file?`,
    ];
  }
  return counts.ignored === 0 && counts.correct > 0
    ? [
        `None of the ${counts.correct} correct predictions is a fact of ${train.name}, so that Ign-F1 is F1: is it the training file of this data set?`,
      ]
    : [];
}
