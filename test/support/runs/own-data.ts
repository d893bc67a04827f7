import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateCorpus } from "../../../src/methods/datasets/synthetic/corpus.js";
import { syntheticPieces } from "../../../src/methods/datasets/synthetic/tokenizer.js";
import { constructEncoder } from "../../../src/nn/encoder/constructed.js";
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
  const header: Record<string, object> = {};
  const parts: Buffer[] = [];
  let offset = 0;
  for (const [name, { shape, values }] of weights) {
    const bytes = Buffer.from(Float32Array.from(values).buffer);
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + bytes.length] };
    parts.push(bytes);
    offset += bytes.length;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const files = {
    "model.safetensors": Buffer.concat([length, text, ...parts]),
    "vocab.txt": pieces.map((piece) => `${piece}\n`).join(""),
    "tokenizer_config.json": JSON.stringify({ do_lower_case: false }),
    "config.json": JSON.stringify({
      model_type: config.family,
      vocab_size: config.vocabulary,
      hidden_size: config.width,
      num_hidden_layers: config.layers,
      num_attention_heads: config.heads,
      intermediate_size: config.feedForward,
      max_position_embeddings: config.positions,
      type_vocab_size: config.tokenTypes,
      layer_norm_eps: config.epsilon,
      hidden_dropout_prob: config.hiddenDropout,
      attention_probs_dropout_prob: config.attentionDropout,
      pad_token_id: config.padding,
      hidden_act: "gelu",
    }),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}
