import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { AmtlError, badInput } from "../base/errors.js";
import { shown } from "../base/text/shown.js";
import { factOf, parsePrediction, parsePredictions } from "../corpus/read/predictions.js";
import { readText } from "../corpus/read/reader.js";
import type { FactTriple, GoldDocument } from "../contract/corpus/fact.js";
import { broken, MANUAL } from "./failure.js";

/** What a prediction file may speak of. */
export interface Scored {
  /** "redocred/test" */
  readonly set: string;
  readonly gold: readonly GoldDocument[];
  readonly relations: readonly string[];
  /** The set of a title of other documents that the program was given. */
  readonly elsewhere: (title: string) => string | undefined;
}

/** Every relation of every pair of the largest test set is less. */
const LARGEST_BYTES = 2 ** 28;

/** What Python writes for numbers that JSON does not have. */
const NO_NUMBER = /"(\w+)":\s*(-?Infinity|NaN)\b/;

/**
 * The predictions of a program for one set, all of them checked: a number is never made of half a file.
 *
 * @throws AmtlError (2) with file, line and field of the first that is wrong: no JSON, a torn end, an unknown title or
 *   relation, an entity that does not exist, a score that is not a number, the same fact twice.
 */
export function checkPredictions(text: string, file: string, scored: Scored): FactTriple[] {
  const entities = new Map(scored.gold.map(({ title, names }) => [title, names.length]));
  const relations = new Set(scored.relations);
  const placeOf = new Map<string, string>();
  const facts: FactTriple[] = [];
  for (const { place, fact } of factsIn(text, file)) {
    const refuse = (field: string, expected: string, got: string, fix?: string): never => {
      throw badInput(`Invalid prediction for ${scored.set}`, {
        where: `${file}, ${place}, field ${field}`,
        expected,
        got,
        ...(fix !== undefined && { fix }),
      });
    };
    const { title, h_idx, t_idx, r } = fact;
    const { score } = fact as { readonly score?: unknown };
    const count = entities.get(title);
    if (count === undefined) {
      const other = scored.elsewhere(title);
      const got = `${shown(title)}${other === undefined ? "" : `, a document of ${other}`}`;
      return refuse("title", `the title of one of the ${entities.size} documents`, got);
    }
    for (const [field, value] of [["h_idx", h_idx] as const, ["t_idx", t_idx] as const]) {
      if (value < 0 || value >= count)
        refuse(field, `an entity from 0 to ${count - 1} of ${shown(title)}`, `${value}`);
    }
    if (!relations.has(r))
      refuse("r", `one of the ${relations.size} relations of spec.json`, shown(r));
    if (score !== undefined && !Number.isFinite(score))
      refuse("score", "a finite number, or no score", shown(score));
    const key = `${h_idx} ${t_idx} ${r} ${title}`;
    const before = placeOf.get(key);
    if (before !== undefined)
      refuse("title, h_idx, t_idx, r", "each fact once", `that of ${before} again`);
    placeOf.set(key, place);
    facts.push(fact);
  }
  return facts;
}

interface PlacedFact {
  /** For people: "line 3". */
  readonly place: string;
  readonly fact: FactTriple;
}

/** The facts of a JSON array, as official code writes it, or of one JSON object a line. */
function factsIn(text: string, file: string): PlacedFact[] {
  const refuseNoNumber = (part: string, placeOf: (before: string) => string): void => {
    const found = NO_NUMBER.exec(part);
    if (found === null) return;
    throw badInput("Invalid prediction", {
      where: `${file}, ${placeOf(part.slice(0, found.index))}, field ${found[1]}`,
      expected: "a finite number",
      got: found[2],
      fix: "leave score out, or write a number",
    });
  };
  if (text.trimStart().startsWith("[")) {
    refuseNoNumber(text, (before) => {
      // A list is often one line: the column tells where.
      const lines = before.split("\n");
      return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
    });
    const { predictions } = parsePredictions(Buffer.from(text), file);
    return predictions.map((each, i) => ({ place: `prediction ${i}`, fact: factOf(each) }));
  }
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const place = `line ${index + 1}`;
    refuseNoNumber(line, () => place);
    return [{ place, fact: parse(line, index, file, index === lines.length - 1) }];
  });
}

/**
 * What a program that ended well has written for a set.
 * @throws ProgramFailure when it wrote nothing, or something that cannot be scored.
 */
export async function readWritten(file: string, scored: Scored): Promise<FactTriple[]> {
  try {
    if (!existsSync(file)) {
      throw badInput(`Program exited without predictions for ${scored.set}`, {
        where: file,
        expected: "one prediction a line; an empty file if it predicts nothing",
        got: "no such file",
        fix: `write every file that spec.json lists in evaluate (${MANUAL})`,
      });
    }
    const { size } = await stat(file);
    if (size > LARGEST_BYTES) {
      throw badInput(`Too many predictions for ${scored.set}`, {
        where: file,
        expected: `at most ${LARGEST_BYTES} bytes`,
        got: `${size} bytes`,
      });
    }
    return checkPredictions(await readText(file), file, scored);
  } catch (error) {
    throw error instanceof AmtlError ? broken(error) : error;
  }
}

function parse(line: string, index: number, file: string, isLast: boolean): FactTriple {
  try {
    return parsePrediction(line, index, file);
  } catch (error) {
    // Every whole line has an end, so that what follows the last end is torn.
    if (!isLast || !(error instanceof AmtlError)) throw error;
    throw badInput("Incomplete last line of predictions", {
      ...error.details,
      fix: "close the file before the summary is printed, and write it under another name before it gets its own",
    });
  }
}
