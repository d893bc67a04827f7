import type { Document } from "../../contract/corpus/document.js";
import type { Prediction, PredictionFile } from "../../corpus/read/predictions.js";
import { meantRelation, type Inventory } from "./inventory.js";

/** Why predictions are wrong before anything is compared. */
export type FindingKind =
  | "unknown-title"
  | "negative-entity"
  | "unknown-entity"
  | "same-entity"
  | "no-relation"
  | "unknown-relation"
  | "no-number";

/** Predictions that cannot be right, whatever the gold facts are, but for numbers that nothing reads. */
export interface Finding {
  readonly kind: FindingKind;
  readonly count: number;
  /** The first of them. */
  readonly line: number;
  readonly field: string;
  /** As the file has it. */
  readonly value: string;
  /** What was probably meant, in words; null where nothing tells. */
  readonly meant: string | null;
}

/** Classes that stand for no relation, in whatever letters. */
const NO_RELATION = new Set(["na", "n/a", "norelation", "none", "null", "nil", ""]);

const isNoRelation = (r: string): boolean =>
  NO_RELATION.has(r.toLowerCase().replaceAll(/[\s_-]/g, ""));

type Problem = Pick<Finding, "kind" | "field" | "value">;

/** What cannot be right in a prediction; the first thing of all. */
function problemOf(
  { title, h_idx, t_idx, r }: Prediction,
  entities: ReadonlyMap<string, number>,
  inventory: Inventory,
): Problem | null {
  const size = entities.get(title);
  if (size === undefined) return { kind: "unknown-title", field: "title", value: title };
  for (const [field, value] of [["h_idx", h_idx] as const, ["t_idx", t_idx] as const]) {
    if (value < 0) return { kind: "negative-entity", field, value: `${value}` };
    if (value >= size) return { kind: "unknown-entity", field, value: `${value}` };
  }
  if (inventory.isKnown(r)) {
    return h_idx === t_idx ? { kind: "same-entity", field: "t_idx", value: `${t_idx}` } : null;
  }
  return { kind: isNoRelation(r) ? "no-relation" : "unknown-relation", field: "r", value: r };
}

/** What the findings of a kind have in common, and the first. */
interface Found extends Problem {
  count: number;
  readonly line: number;
  readonly title: string;
}

/**
 * What cannot be right in a file of predictions, by kind, with the first of each and what was probably meant.
 *
 * @param elsewhere where documents of these titles are, if anybody knows.
 */
export async function findingsOf(
  { predictions, noNumbers }: PredictionFile,
  documents: readonly Document[],
  inventory: Inventory,
  elsewhere: (titles: ReadonlySet<string>) => Promise<string | null>,
): Promise<readonly Finding[]> {
  const entities = new Map(documents.map(({ title, entities: all }) => [title, all.length]));
  const gold = goldKeys(documents);
  const found = new Map<FindingKind, Found>();
  const unknown = new Set<string>();
  for (const prediction of predictions) {
    const problem = problemOf(prediction, entities, inventory);
    // A self pair that is gold is right: some files have them.
    if (problem === null || (problem.kind === "same-entity" && isIn(gold, prediction))) continue;
    const { title, line } = prediction;
    const entry = found.get(problem.kind) ?? { ...problem, line, title, count: 0 };
    found.set(problem.kind, entry);
    entry.count++;
    if (problem.kind === "unknown-title") unknown.add(title);
  }
  const shift = shiftOf(predictions, gold, entities);
  const meant = async ({ kind, value, title }: Found): Promise<string | null> => {
    switch (kind) {
      case "unknown-title":
        return nearTitle(value, entities) ?? (await elsewhere(unknown));
      case "negative-entity":
        return rangeText(title, entities);
      case "unknown-entity":
        return rangeText(title, entities) + (shift === null ? OTHER_VERSION : `; ${shift}`);
      case "unknown-relation":
        return meantRelation(value, inventory);
      case "same-entity":
        return "no relation of an entity with itself is scored; leave the pair out";
      case "no-relation":
        return "leave out what has no relation";
      case "no-number":
        return null;
    }
  };
  const findings: Finding[] = [];
  for (const each of found.values()) {
    const { kind, count, line, field, value } = each;
    findings.push({ kind, count, line, field, value, meant: await meant(each) });
  }
  if (noNumbers !== null) {
    const { count, line, word } = noNumbers;
    findings.push({ kind: "no-number", count, line, field: "score", value: word, meant: null });
  }
  return findings;
}

const rangeText = (title: string, entities: ReadonlyMap<string, number>): string =>
  `${JSON.stringify(title)} has entities 0 to ${entities.get(title)! - 1}`;

const OTHER_VERSION =
  "; were they predicted for another version of these documents (DocRED's and Re-DocRED's number entities differently), or counted from 1?";

type Keys = ReadonlyMap<string, ReadonlySet<string>>;

function goldKeys(documents: readonly Document[]): Keys {
  return new Map(
    documents.map(({ title, facts }) => [
      title,
      new Set((facts ?? []).map(({ h, t, r }) => `${h} ${t} ${r}`)),
    ]),
  );
}

const isIn = (gold: Keys, { title, h_idx, t_idx, r }: Omit<Prediction, "evidence" | "line">) =>
  gold.get(title)?.has(`${h_idx} ${t_idx} ${r}`) ?? false;

/** In words, that entities seem to be counted from 1; null where that explains no more than 0 does. */
function shiftOf(
  predictions: readonly Prediction[],
  gold: Keys,
  entities: ReadonlyMap<string, number>,
): string | null {
  const score = (by: number): readonly [right: number, there: number] => {
    let [right, there] = [0, 0];
    for (const prediction of predictions) {
      const { title, h_idx, t_idx } = prediction;
      const [h, t, size] = [h_idx - by, t_idx - by, entities.get(title)];
      if (size === undefined) continue;
      if (Math.min(h, t) >= 0 && Math.max(h, t) < size) there++;
      if (isIn(gold, { ...prediction, h_idx: h, t_idx: t })) right++;
    }
    return [right, there];
  };
  const [right, there] = score(0);
  const [rightFrom1, thereFrom1] = score(1);
  if (rightFrom1 < right || (rightFrom1 === right && thereFrom1 <= there)) return null;
  return `were they counted from 1? Then ${thereFrom1} in place of ${there} name entities that exist, and ${rightFrom1} in place of ${right} are right`;
}

const plain = (title: string): string =>
  title
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_]+/g, " ")
    .trim();

/** A title that is the same but for case, spaces and the form of its letters. */
function nearTitle(title: string, known: ReadonlyMap<string, unknown>): string | null {
  for (const each of known.keys()) {
    if (plain(each) === plain(title)) return `${JSON.stringify(each)}, letter by letter?`;
  }
  return null;
}
