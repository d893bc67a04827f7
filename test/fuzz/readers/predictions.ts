import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { evaluate } from "../../../src/app/evaluate/evaluate.js";
import { notesOf } from "../../../src/app/text/eval-notes.js";
import { textOf } from "../../../src/app/text/eval.js";
import { toGold } from "../../../src/corpus/read/gold.js";
import { parseDocuments } from "../../../src/corpus/read/reader.js";
import { readWritten } from "../../../src/programs/predictions.js";
import { zipped } from "../../app/evaluate/zipped.js";
import { bytesSample, jsonSample, linesSample, type Reader } from "../reader.js";
import { DOCUMENTS } from "./documents.js";

const PREDICTIONS = [
  { title: "One", h_idx: 0, t_idx: 2, r: "P551", evidence: [1], score: 0.5 },
  { title: "One", h_idx: 1, t_idx: 0, r: "P26", evidence: [], score: -2 },
  { title: "Two", h_idx: 0, t_idx: 1, r: "P26", evidence: [0], score: 1 },
];

const columns = {
  title: PREDICTIONS.map(({ title }) => title),
  h_idx: PREDICTIONS.map(({ h_idx }) => h_idx),
  t_idx: PREDICTIONS.map(({ t_idx }) => t_idx),
  r: PREDICTIONS.map(({ r }) => r),
};

const GOLD = "gold.json";
const gold = parseDocuments(JSON.stringify(DOCUMENTS), GOLD).map(toGold);
const scored = {
  set: "redocred/test",
  gold,
  relations: ["P551", "P26"],
  elsewhere: () => undefined,
};

/** A program's predictions are refused where the scorer counts what is wrong. */
const OF_PROGRAM = "program";

/** Predictions as `eval` and as the host of a program reads them, and the gold documents that they are held against. */
export const reader: Reader = {
  id: "predictions",
  share: 4,
  samples: [
    jsonSample("list.json", PREDICTIONS),
    linesSample("lines.jsonl", PREDICTIONS),
    jsonSample("columns.json", columns),
    linesSample(`${OF_PROGRAM}.ndjson`, PREDICTIONS),
    jsonSample(`${OF_PROGRAM}.json`, PREDICTIONS),
    bytesSample("packed.zip", zipped({ "result.json": Buffer.from(JSON.stringify(PREDICTIONS)) })),
    jsonSample(GOLD, DOCUMENTS),
  ],
  read: async (bytes, name, folder) => {
    const sound = { [GOLD]: DOCUMENTS, "list.json": PREDICTIONS };
    for (const [each, value] of Object.entries(sound)) {
      await writeFile(join(folder, each), JSON.stringify(value));
    }
    const path = join(folder, name);
    await writeFile(path, bytes);
    if (name.startsWith(OF_PROGRAM)) return await readWritten(path, scored);
    const evaluation = await evaluate({
      predictions: name === GOLD ? join(folder, "list.json") : path,
      gold: join(folder, GOLD),
      train: join(folder, GOLD),
      distant: join(folder, GOLD),
      sentences: true,
    });
    return [notesOf(evaluation), textOf(evaluation, true)];
  },
};
