import { z } from "zod";
import { AmtlError, badInput } from "../../base/errors.js";
import type { FactTriple } from "../../contract/corpus/fact.js";
import { parseJson } from "./json.js";

/** Other fields (evidence) are let through: scoring does not read them. */
const predictionSchema = z.object({
  title: z.string(),
  h_idx: z.int(),
  t_idx: z.int(),
  r: z.string(),
  score: z.unknown().optional(),
});

/**
 * A DocRED prediction file: a JSON array, or one JSON object a line (NDJSON), of
 * `{title, h_idx, t_idx, r}`. An empty file is a system that predicts nothing.
 *
 * @throws AmtlError (2) with line and column of torn JSON, or with the prediction and field that is wrong.
 */
export function parsePredictions(text: string, file: string): FactTriple[] {
  if (text.trimStart().startsWith("[")) {
    const items = parseJson(text, file) as unknown[];
    return items.map((item, index) => checkPrediction(item, `${file}, prediction ${index}`));
  }
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    return [parsePrediction(line, index, file)];
  });
}

/**
 * One line of such a file, with whatever other fields it has left out of the check.
 * @param index of the line, from 0.
 * @throws AmtlError (2) as {@link parsePredictions}.
 */
export const parsePrediction = (line: string, index: number, file: string): FactTriple =>
  checkPrediction(parseLine(line, index, file), `${file}, line ${index + 1}`);

function parseLine(line: string, index: number, file: string): unknown {
  try {
    return parseJson("\n".repeat(index) + line, file);
  } catch (error) {
    if (!(error instanceof AmtlError)) throw error;
    const { where, expected, got } = error.details;
    throw badInput("Invalid JSON in predictions", {
      ...(where === undefined ? {} : { where }),
      expected: `${expected ?? "JSON"}; the file has to be one JSON array, or one JSON object a line`,
      got: got === undefined || got === "the end of the file" ? "the end of the line" : got,
      cause: error,
    });
  }
}

function checkPrediction(item: unknown, place: string): FactTriple {
  const result = predictionSchema.safeParse(item);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue.path.join(".");
  const value = field === "" ? item : (item as Record<string, unknown>)[field];
  const shown = value === undefined ? "nothing" : JSON.stringify(value);
  throw badInput("Invalid prediction", {
    where: field === "" ? place : `${place}, field ${field}`,
    expected: field === "" ? "an object {title, h_idx, t_idx, r}" : EXPECTED[field],
    got: shown.length > 120 ? `${shown.slice(0, 117)}...` : shown,
  });
}

const EXPECTED: Readonly<Record<string, string>> = {
  title: "the title of a document, a string",
  h_idx: "the head entity, a whole number",
  t_idx: "the tail entity, a whole number",
  r: 'a relation, a string such as "P17"',
};
