import type { Document } from "../../contract/corpus/document.js";
import type { Prediction, PredictionFile } from "../../corpus/read/predictions.js";
import { meantRelation, type Inventory } from "./inventory.js";
import { goldKeys, isIn, readingsOf, shiftText } from "./readings.js";

/** Why predictions are wrong before anything is compared. */
export type FindingKind =
  | "unknown-title"
  | "negative-entity"
  | "unknown-entity"
  | "same-entity"
  | "no-relation"
  | "unknown-relation"
  | "counted-from-1"
  | "exchanged"
  | "no-number"
  | "unknown-sentence";

/**
 * Predictions that cannot be right, whatever the gold facts are; those that would be right with entities counted from 1 or
 * with head and tail exchanged, where that is nearly all that could be right; numbers that nothing reads.
 */
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

/** What cannot be right in a prediction: its title, else its entities and its relation. */
function problemsOf(
  { title, h_idx, t_idx, r, evidence }: Prediction,
  documents: ReadonlyMap<string, Document>,
  inventory: Inventory,
): readonly Problem[] {
  const document = documents.get(title);
  if (document === undefined) return [{ kind: "unknown-title", field: "title", value: title }];
  const size = document.entities.length;
  const problems: Problem[] = [];
  const sentence = evidence?.find((each) => each < 0 || each >= document.sentences.length);
  if (sentence !== undefined)
    problems.push({ kind: "unknown-sentence", field: "evidence", value: `${sentence}` });
  if (!inventory.isKnown(r)) {
    const kind = isNoRelation(r) ? "no-relation" : "unknown-relation";
    problems.push({ kind, field: "r", value: r });
  }
  const places = [["h_idx", h_idx] as const, ["t_idx", t_idx] as const];
  const wrong = places.find(([, value]) => value < 0 || value >= size);
  if (wrong !== undefined) {
    const [field, value] = wrong;
    const kind = value < 0 ? "negative-entity" : "unknown-entity";
    problems.push({ kind, field, value: `${value}` });
  } else if (h_idx === t_idx) {
    problems.push({ kind: "same-entity", field: "t_idx", value: `${t_idx}` });
  }
  return problems;
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
  const byTitle = new Map(documents.map((document) => [document.title, document]));
  const entities = new Map(documents.map(({ title, entities: all }) => [title, all.length]));
  const gold = goldKeys(documents);
  const found = new Map<FindingKind, Found>();
  const unknown = new Set<string>();
  for (const prediction of predictions) {
    const { title, line } = prediction;
    for (const problem of problemsOf(prediction, byTitle, inventory)) {
      // A self pair that is gold is right: some files have them.
      if (problem.kind === "same-entity" && isIn(gold, prediction)) continue;
      const entry = found.get(problem.kind) ?? { ...problem, line, title, count: 0 };
      found.set(problem.kind, entry);
      entry.count++;
      if (problem.kind === "unknown-title") unknown.add(title);
    }
  }
  const readings = readingsOf(predictions, gold, entities);
  const shift = shiftText(readings);
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
      case "unknown-sentence":
        return `${JSON.stringify(title)} has sentences 0 to ${byTitle.get(title)!.sentences.length - 1}`;
      case "counted-from-1":
      case "exchanged":
      case "no-number":
        return null;
    }
  };
  const findings: Finding[] = [];
  for (const each of found.values()) {
    const { kind, count, line, field, value } = each;
    findings.push({ kind, count, line, field, value, meant: await meant(each) });
  }
  const isTold = found.has("unknown-entity");
  for (const [kind, { right, first }] of [
    ["counted-from-1", readings.from1],
    ["exchanged", readings.exchanged],
  ] as const) {
    if (first === null || (isTold && kind === "counted-from-1")) continue;
    if (right <= 2 * readings.asIs.right || 4 * right < predictions.length) continue;
    const value = `${first.h_idx}`;
    const meant = `as they are, ${readings.asIs.right} are right`;
    findings.push({ kind, count: right, line: first.line, field: "h_idx", value, meant });
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
