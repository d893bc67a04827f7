import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateCorpus } from "../../../src/methods/datasets/synthetic/corpus.js";
import { syntheticPieces } from "../../../src/methods/datasets/synthetic/tokenizer.js";
import { configOfSizes } from "../../../src/exported/encoder-config.js";
import { constructEncoder } from "../../../src/nn/encoder/constructed.js";
import { writeSafetensors } from "../../../src/nn/encoder/write-safetensors.js";
import type { SplitName } from "../../../src/contract/corpus/dataset.js";

/** The first documents of a synthetic split as DocRED's JSON has them. */
export function someDocuments(split: SplitName, count: number): readonly object[] {
  const documents = generateCorpus("news", split, "complete").slice(0, count);
  return documents.map(({ title, sentences, entities, facts }) => ({
    title,
    sents: sentences,
    vertexSet: entities.map((mentions) =>
      mentions.map(({ name, sentence, start, end, type }) => ({
        name,
        sent_id: sentence,
        pos: [start, end],
        type,
      })),
    ),
    labels: facts,
  }));
}

/** Text of a file with such documents. */
export const documentsFile = (split: SplitName, count: number): string =>
  JSON.stringify(someDocuments(split, count));

/**
 * The tiny BERT as a Hugging Face folder: config.json, vocab.txt and model.safetensors. It computes what the built-in
 * one does.
 */
export async function writeTinyBert(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const pieces = syntheticPieces();
  const { config, weights } = constructEncoder("bert", pieces.length);
  const files = {
    "vocab.txt": pieces.map((piece) => `${piece}\n`).join(""),
    "tokenizer_config.json": JSON.stringify({ do_lower_case: false }),
    "config.json": JSON.stringify(configOfSizes(config)),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const handle = await open(join(folder, "model.safetensors"), "w");
  await writeSafetensors(handle, weights).finally(() => handle.close());
}
