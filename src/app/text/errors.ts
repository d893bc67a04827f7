import { shortId } from "../../base/text/short-id.js";
import type { RunErrors } from "../errors/errors.js";
import { fittedTable } from "./fitted-table.js";

type Group = RunErrors["all"];

const number = (value: number): string => value.toFixed(2);

const row = (name: string, { gold, submitted, correct, ...scores }: Group): string[] => [
  name,
  ...[scores.precision, scores.recall, scores.f1].map(number),
  ...[gold, submitted, correct].map(String),
];

const HEAD = ["P", "R", "F1", "gold", "submitted", "correct"];

/** "country (P17)" */
const named = (r: string, names: RunErrors["names"]): string =>
  Object.hasOwn(names, r) ? `${names[r]} (${r})` : r;

const CAUSES: Readonly<Record<keyof RunErrors["misses"], string>> = {
  below: "score below the threshold",
  capped: "cut by the cap of relations a pair",
  truncated: "an entity stands beyond what is read",
  unknown: "relation that the model does not have",
  unscored: "score was not kept",
};

/** Where a run is right and wrong, in tables. @param most rows of the tables of relations and confusions. */
export function textOf(found: RunErrors, most: number): string {
  const { names, evalSet, label, trainId, misses } = found;
  const groups = [found.bands, found.sentences, found.mentions, found.distances].flat();
  const lost = ({ gold, submitted, correct }: Group): number => gold + submitted - 2 * correct;
  const relations = [...found.relations].sort((a, b) => lost(b) - lost(a));
  const missed = Object.values(misses).reduce((sum, count) => sum + count, 0);
  const causes = Object.entries(CAUSES).flatMap(([cause, text]) => {
    const count = misses[cause as keyof typeof misses];
    const parts =
      cause === "below" ? found.below.map((each) => [`  by ${each.name}`, String(each.count)]) : [];
    return count === 0 && cause !== "below" ? [] : [[text, String(count)], ...parts];
  });
  const confusions = found.confusions
    .slice(0, most)
    .map(({ gold, predicted, exchanged, count }) => [
      named(gold, names),
      exchanged ? "the same, head and tail exchanged" : named(predicted, names),
      String(count),
    ]);
  const more = relations.length - most;
  return [
    `run ${shortId(trainId)} (${label}) on ${evalSet}`,
    fittedTable(
      ["", ...HEAD],
      [found.all, ...groups].map((group) => row(group.name, group)),
    ),
    `\n${missed} gold facts were not predicted:`,
    fittedTable(["why", "facts"], causes),
    ...(confusions.length === 0
      ? []
      : [
          "\nPairs with a wrong relation in place of the gold one:",
          fittedTable(["gold", "predicted", "pairs"], confusions, 2),
        ]),
    "\nRelations, those with most errors first:",
    fittedTable(
      ["relation", ...HEAD],
      relations.slice(0, most).map((group) => row(named(group.name, names), group)),
    ),
    ...(more > 0 ? [`${more} more: --top ${relations.length} shows all.`] : []),
    "",
  ].join("\n");
}
