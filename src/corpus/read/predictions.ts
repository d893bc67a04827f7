import { badInput } from "../../base/errors.js";
import { isObject } from "../../base/shape.js";
import { shown } from "../../base/text/shown.js";
import type { FactTriple } from "../../contract/corpus/fact.js";
import { rowsOf } from "./columns.js";
import { jsonItems, type Item } from "./items.js";
import { tornJson } from "./json.js";
import { unwrap } from "./unwrap.js";

/** A prediction as its file has it. */
export interface Prediction extends FactTriple {
  /** As the file has it, if it has one; scoring does not read it. */
  readonly score?: unknown;
  /** Sentences that are said to show it; null where the file says nothing. */
  readonly evidence: readonly number[] | null;
  /** Where it stands, from 1. */
  readonly line: number;
}

/** A file of predictions. */
export interface PredictionFile {
  readonly predictions: readonly Prediction[];
  /** Predictions with a number that JSON does not have (NaN), which nothing of the scoring reads; and the first. */
  readonly noNumbers: {
    readonly count: number;
    readonly line: number;
    readonly word: string;
  } | null;
}

/**
 * A DocRED prediction file: a JSON array, or one JSON object a line (NDJSON), of `{title, h_idx, t_idx, r}`; or one
 * object of such columns. An empty file is a system that predicts nothing. Other fields are let through.
 *
 * @param bytes UTF-8.
 * @throws AmtlError (2) with line and column of torn JSON, or with the prediction and field that is wrong.
 */
export function parsePredictions(bytes: Buffer, file: string): PredictionFile {
  const predictions: Prediction[] = [];
  const odd: { readonly line: number; readonly word: string }[] = [];
  const numbered: { readonly place: string; readonly r: number }[] = [];
  const take = (value: unknown, item: Item, place: string): void => {
    if (isObject(value) && Number.isFinite(value.r)) numbered.push({ place, r: Number(value.r) });
    else predictions.push({ ...checkPrediction(value, place), line: item.line });
  };
  for (const item of jsonItems(bytes, file)) {
    const { value, line, index, noNumber } = item;
    if (noNumber !== null) odd.push({ line, word: noNumber });
    const place = `${file}, line ${line}`;
    const rows = rowsOf(value, FIELDS);
    if (rows !== null)
      rows.forEach((row, at) => {
        take(row, item, `${place}, prediction ${at}`);
      });
    else take(value, item, item.isListed ? `${place}, prediction ${index}` : place);
  }
  if (numbered.length > 0) refuseNumbers(numbered, numbered.length + predictions.length);
  return { predictions, noNumbers: odd.length === 0 ? null : { ...odd[0], count: odd.length } };
}

const FIELDS = ["title", "h_idx", "t_idx", "r"] as const;

/** Numbers are classes of one model, and which relation each is stands in that model's files only. */
function refuseNumbers(
  numbered: readonly { readonly place: string; readonly r: number }[],
  of: number,
): never {
  const [{ place, r }] = numbered;
  throw badInput("Relations are numbers", {
    where: `${place}, field r`,
    expected: EXPECTED.r,
    got: `${r}; a number in ${numbered.length} of ${of} predictions`,
    fix: `map classes to relations with the rel2id.json that the model was trained with (the relation whose value is ${r})`,
  });
}

/**
 * One line of such a file, with whatever other fields it has left out of the check.
 * @param index of the line, from 0.
 * @throws AmtlError (2) as {@link parsePredictions}.
 */
export function parsePrediction(line: string, index: number, file: string): FactTriple {
  const place = `${file}, line ${index + 1}`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw tornJson(line, file, { line: index + 1, column: 1, of: "line" });
  }
  return factOf(checkPrediction(value, place));
}

/** The fact that a prediction is, with its score if it has one. */
export const factOf = ({
  title,
  h_idx,
  t_idx,
  r,
  score,
}: Omit<Prediction, "line">): FactTriple & Pick<Prediction, "score"> => ({
  title,
  h_idx,
  t_idx,
  r,
  ...(score !== undefined && { score }),
});

const EXPECTED = {
  title: "the title of a document, a string",
  h_idx: "the head entity, a whole number",
  t_idx: "the tail entity, a whole number",
  r: 'a relation, a string such as "P17"',
  evidence: "a list of sentence numbers",
} as const;

/** Names that other files have for the same. */
const ALIASES = ["h", "t", "head", "tail", "relation", "relation_id", "doc_title", "h_id", "t_id"];

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

function checkPrediction(item: unknown, place: string): Omit<Prediction, "line"> {
  if (!isObject(item)) {
    throw badInput("Invalid prediction", {
      where: place,
      expected: "an object {title, h_idx, t_idx, r}",
      got: shown(item),
    });
  }
  const refuse = (field: keyof typeof EXPECTED): never => {
    const fix = remedyFor(item, field);
    throw badInput("Invalid prediction", {
      where: `${place}, field ${field}`,
      expected: EXPECTED[field],
      got: shown(item[field]),
      ...(fix !== null && { fix }),
    });
  };
  const { title, h_idx, t_idx, r, score, evidence = null } = item;
  if (typeof title !== "string") return refuse("title");
  if (!isWhole(h_idx)) return refuse("h_idx");
  if (!isWhole(t_idx)) return refuse("t_idx");
  if (typeof r !== "string") return refuse("r");
  if (evidence !== null && !(Array.isArray(evidence) && evidence.every(isWhole)))
    return refuse("evidence");
  return { title, h_idx, t_idx, r, evidence, ...(score !== undefined && { score }) };
}

/** What was probably meant by a field that is missing or of another kind. */
function remedyFor(item: Readonly<Record<string, unknown>>, field: string): string | null {
  if (Object.hasOwn(item, "vertexSet")) {
    return "these are documents: give the predictions first, and the documents with --gold";
  }
  const wrapped = unwrap(item);
  if (item.title === undefined && wrapped !== null) return wrapped;
  const others = ALIASES.filter((name) => Object.hasOwn(item, name));
  if (item[field] === undefined && others.length > 0) {
    return `name the fields title, h_idx, t_idx and r (there is ${others.join(", ")})`;
  }
  if (field === "title" && isWhole(item.title)) {
    return "write the document's title, which tells documents apart, not its number";
  }
  if (field === "evidence") {
    return "write a list of sentence numbers without quotation marks, such as [0, 2]; or leave it out";
  }
  if (typeof item[field] === "string" && /^\s*-?\d/.test(item[field])) {
    return "write the number of the entity in vertexSet, without quotation marks";
  }
  return FIELDS.some((name) => Object.hasOwn(item, name))
    ? null
    : "write a list of such objects, or one a line";
}
