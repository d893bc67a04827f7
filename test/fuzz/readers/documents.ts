import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { mergeAdded } from "../../../src/corpus/datasets/merge-added.js";
import { summarize } from "../../../src/corpus/own/summary.js";
import { toGold } from "../../../src/corpus/read/gold.js";
import { readDocuments } from "../../../src/corpus/read/reader.js";
import { readTrainingFacts } from "../../../src/corpus/read/training-facts.js";
import { bytesSample, jsonSample, linesSample, type Reader } from "../reader.js";

const mention = (name: string, sentence: number, start: number) => ({
  name,
  sent_id: sentence,
  pos: [start, start + 1],
  type: "PER",
});

const document = (title: string) => ({
  title,
  sents: [
    ["Ada", "met", "Bo", "."],
    ["She", "lives", "in", "Cy", "."],
  ],
  vertexSet: [
    [mention("Ada", 0, 0), mention("She", 1, 0)],
    [mention("Bo", 0, 2)],
    [mention("Cy", 1, 3)],
  ],
  labels: [
    { h: 0, t: 2, r: "P551", evidence: [0, 1] },
    { h: 0, t: 1, r: "P26", evidence: [0] },
  ],
});

export const DOCUMENTS = [document("One"), document("Two")];

/** The same as Hugging Face's data sets have it. */
const columns = {
  title: ["One"],
  sents: [DOCUMENTS[0].sents],
  vertexSet: [
    DOCUMENTS[0].vertexSet.map((mentions) => ({
      name: mentions.map(({ name }) => name),
      sent_id: mentions.map(({ sent_id }) => sent_id),
      pos: mentions.map(({ pos }) => pos),
      type: mentions.map(({ type }) => type),
    })),
  ],
  labels: [{ head: [0], tail: [2], relation_id: ["P551"], evidence: [[0]] }],
};

const added = DOCUMENTS.map((each) => ({
  ...each,
  gpt_labels: [{ h: 1, t: 2, r: "P551", score: 0.9 }],
}));

const triples = [
  ["Ada", "Cy", "P551"],
  ["Ada", "Bo", "P26"],
];

export const reader: Reader = {
  id: "documents",
  share: 4,
  samples: [
    jsonSample("list.json", DOCUMENTS),
    jsonSample("added.json", added),
    jsonSample("columns.json", columns),
    jsonSample("triples.json", triples),
    linesSample("lines.jsonl", DOCUMENTS),
    linesSample("triples.jsonl", triples),
    bytesSample("packed.json.gz", gzipSync(JSON.stringify(DOCUMENTS))),
    bytesSample("utf-16.json", Buffer.from(`\ufeff${JSON.stringify(DOCUMENTS)}`, "utf16le")),
  ],
  read: async (bytes, name, folder) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    const facts = await readTrainingFacts(path);
    if (name.startsWith("triples")) return facts;
    const documents = await readDocuments(path);
    return [summarize(documents.map(mergeAdded)), documents.map(toGold)];
  },
};
