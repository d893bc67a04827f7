import { plural } from "../../base/text/plural.js";
import { shortId } from "../../base/text/short-id.js";
import type { PredictedDocument, PredictedRelation, Predictions } from "../predict/predict.js";
import { fittedTable } from "./fitted-table.js";

const number = (value: number): string => value.toFixed(2);

/** Whether the model is right, where the document has labels. */
const verdict = ({ predicted, gold }: PredictedRelation): string => {
  if (gold === undefined) return predicted ? "" : "below";
  if (predicted) return gold ? "right" : "wrong";
  return gold ? "missed" : "below";
};

/** Entities with one name are told apart by their places. */
function namer({ entities }: PredictedDocument): (name: string, index: number) => string {
  const isOne = (name: string): boolean => entities.indexOf(name) === entities.lastIndexOf(name);
  return (name, index) => (isOne(name) ? name : `${name} (${index})`);
}

/** "Ada → place of birth (P19) → London" */
function factText(
  { head, h_idx, relation, r, tail, t_idx }: PredictedRelation,
  name: ReturnType<typeof namer>,
): string {
  const called = relation === r ? r : `${relation} (${r})`;
  return `${name(head, h_idx)} → ${called} → ${name(tail, t_idx)}`;
}

function documentText(document: PredictedDocument): string {
  const { title, entities, relations, missed } = document;
  const size = entities.length === 1 ? "1 entity" : `${entities.length} entities`;
  const found = relations.filter(({ predicted }) => predicted);
  const right = found.filter(({ gold }) => gold === true).length;
  const judged = missed === null ? "" : ` (${right} right), ${missed.length} missed`;
  const heading = `${title}: ${size}, ${plural(found.length, "relation")}${judged}`;
  if (entities.length < 2) return `${heading}: there is no pair of entities`;
  const shown = new Set(relations.map(({ h_idx, t_idx, r }) => `${h_idx} ${t_idx} ${r}`));
  const rest = (missed ?? []).filter(({ h_idx, t_idx, r }) => !shown.has(`${h_idx} ${t_idx} ${r}`));
  const all = [...relations, ...rest];
  if (all.length === 0) return heading;
  const name = namer(document);
  const isJudged = all.some((relation) => verdict(relation) !== "");
  const hasEvidence = all.some(({ evidence }) => evidence !== undefined);
  const table = fittedTable(
    [
      ...["fact", "score", "thresh.", "margin"],
      ...(hasEvidence ? ["sents"] : []),
      ...(isJudged ? [missed === null ? "" : "gold"] : []),
    ],
    all.map((relation) => [
      factText(relation, name),
      ...[relation.score, relation.threshold, relation.margin].map(number),
      ...(hasEvidence ? [(relation.evidence ?? []).join(" ")] : []),
      ...(isJudged ? [verdict(relation)] : []),
    ]),
    [0, 4, 5],
  );
  return `${heading}\n${table}`;
}

/** Documents one after the other, each with its relations in a table, and the score over all that are labelled. */
export function textOf({ documents, scores }: Predictions): string {
  const parts = documents.map(documentText);
  if (scores !== null) {
    const { counts, metrics } = scores;
    const [p, r, f1] = [metrics.precision, metrics.recall, metrics.f1].map(number);
    parts.push(
      `P ${p}, R ${r}, F1 ${f1} (${counts.gold} gold, ${counts.submitted} predicted, ${counts.correct} right)`,
    );
  }
  return `${parts.join("\n\n")}\n`;
}

/** Documents that are named one by one. */
const LISTED = 3;

/** What computed, and what was not read. */
export function notesOf({ trainId, label, engine, cuts }: Predictions): readonly string[] {
  const named = cuts.slice(0, LISTED).map(({ title, read, entities, unread }) => {
    const lost = unread === 0 ? "" : `; ${unread} of its ${entities} entities stand beyond`;
    return `${title}: only the first ${read} pieces are read${lost}`;
  });
  const more = cuts.length - named.length;
  return [
    `run ${shortId(trainId)} (${label}), ${engine}`,
    ...named,
    ...(more > 0 ? [`${plural(more, "more document")} of which only the beginning is read`] : []),
  ];
}
