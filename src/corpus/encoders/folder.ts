import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { valueAt } from "../../base/text/issue.js";
import { badInput } from "../../base/errors.js";
import { parseJson } from "../read/json.js";
import { readText } from "../read/reader.js";
import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";

/** The files of a Hugging Face folder that decide what its encoder computes. */
export interface EncoderFiles {
  readonly family: WordTokenizer["family"];
  readonly config: string;
  readonly weights: string;
  /** tokenizer.json, or vocab.txt. */
  readonly tokenizer: string;
  /** Says the casing of vocab.txt; null where tokenizer.json decides or it is absent. */
  readonly tokenizerConfig: string | null;
}

const configSchema = z.looseObject({ model_type: z.enum(["bert", "roberta"]) });

const present = (folder: string, names: readonly string[]): string | null =>
  names.map((name) => join(folder, name)).find((path) => existsSync(path)) ?? null;

/**
 * Finds out what an encoder folder holds, without reading the weights.
 *
 * @throws AmtlError (2) when something is missing or of another family.
 */
export async function inspectFolder(folder: string): Promise<EncoderFiles> {
  const config = present(folder, ["config.json"]);
  if (config === null) throw incomplete(folder, "config.json");
  const json = parseJson(await readText(config), config);
  const parsed = configSchema.safeParse(json);
  if (!parsed.success) {
    throw badInput("Unsupported encoder", {
      where: `${config}, field model_type`,
      expected: "bert or roberta",
      got: valueAt(json, ["model_type"]),
    });
  }
  const tokenizer = present(folder, ["tokenizer.json", "vocab.txt"]);
  if (tokenizer === null) throw incomplete(folder, "tokenizer.json (or vocab.txt)");
  const weights = present(folder, ["model.safetensors"]);
  if (weights === null) throw withoutWeights(folder);
  return {
    family: parsed.data.model_type,
    config,
    weights,
    tokenizer,
    tokenizerConfig: tokenizer.endsWith(".txt") ? present(folder, ["tokenizer_config.json"]) : null,
  };
}

const incomplete = (folder: string, expected: string) =>
  badInput("Incomplete encoder folder", {
    where: folder,
    expected: `a Hugging Face folder with ${expected}`,
  });

function withoutWeights(folder: string) {
  const other = present(folder, ["model.safetensors.index.json", "pytorch_model.bin"]);
  if (other === null) return incomplete(folder, "model.safetensors");
  const load = `from transformers import AutoModel; AutoModel.from_pretrained('${folder}')`;
  return badInput("Unsupported weight format", {
    where: other,
    expected: "one file model.safetensors",
    fix: `python3 -c "${load}.save_pretrained('${folder}', max_shard_size='100GB', safe_serialization=True)"`,
  });
}
