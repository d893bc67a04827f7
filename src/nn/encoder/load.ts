import { join } from "node:path";
import { badInput } from "../../base/errors.js";
import { readPlainFile, type PlainFile } from "../../base/plain-file.js";
import type { Weight } from "../../contract/compute/parameters.js";
import { parseEncoderConfig } from "./config.js";
import { encoderShapes } from "./parameter-names.js";
import { poolerShapes, withPooler } from "./pooler.js";
import type { StoredTensor } from "./safetensors-header.js";
import { withTensors } from "./safetensors.js";
import type { Encoder, EncoderConfig } from "../../contract/corpus/encoder.js";

/** The name that Hugging Face uses today: without the model's prefix, and without the LayerNorm names of old. */
const today = (name: string, family: EncoderConfig["family"]): string =>
  (name.startsWith(`${family}.`) ? name.slice(family.length + 1) : name)
    .replace(/LayerNorm\.gamma$/, "LayerNorm.weight")
    .replace(/LayerNorm\.beta$/, "LayerNorm.bias");

/**
 * Reads the weights of an encoder from a safetensors file. Names may carry the prefix `bert.` or `roberta.` and the
 * old LayerNorm names; whatever the encoder does not need (other heads, position_ids) is left unread.
 *
 * @param pooled whether the pooler is read too, where the file has one
 * @throws AmtlError (2) for a damaged file, or a tensor that is missing or of another shape than the configuration
 *   says
 */
export function loadWeights(
  file: string,
  config: EncoderConfig,
  pooled = false,
): Promise<Map<string, Weight>> {
  return withTensors(file, async (tensors, load) => {
    const byName = new Map<string, StoredTensor>();
    for (const tensor of tensors) byName.set(today(tensor.name, config.family), tensor);
    const weights = new Map<string, Weight>();
    const pooler = [...poolerShapes(config)].filter(([name]) => pooled && byName.has(name));
    for (const [name, shape] of [...encoderShapes(config), ...pooler]) {
      const stored = byName.get(name);
      if (stored?.shape.join() !== shape.join()) {
        throw badInput("Weights do not match config.json", {
          where: `${file}, tensor ${stored?.name ?? name}`,
          expected: `shape [${shape.join(", ")}]`,
          got: stored === undefined ? "no such tensor" : `shape [${stored.shape.join(", ")}]`,
          fix: "config.json and model.safetensors must come from the same model",
        });
      }
      weights.set(name, await load(stored));
    }
    return weights;
  });
}

async function readConfig(file: string): Promise<EncoderConfig> {
  const found = await readPlainFile(file).catch((error: unknown): PlainFile => ({
    why: (error as Error).message,
  }));
  if ("why" in found) {
    throw badInput("Encoder configuration not found", {
      where: file,
      expected: "a Hugging Face folder with config.json, model.safetensors and tokenizer.json",
      got: found.why,
    });
  }
  try {
    return parseEncoderConfig(JSON.parse(found.bytes.toString()), file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw badInput("Invalid encoder configuration", {
      where: file,
      expected: "config.json of a Hugging Face encoder",
      got: error.message,
      cause: error,
    });
  }
}

/**
 * A BERT or RoBERTa encoder from a Hugging Face folder with `config.json` and `model.safetensors`.
 *
 * @param pooled whether its pooler is part of it; drawn where the file has none
 * @throws AmtlError (2) naming the file, the tensor or field, what was expected and what came
 */
export async function loadEncoder(folder: string, pooled = false): Promise<Encoder> {
  const config = await readConfig(join(folder, "config.json"));
  const weights = await loadWeights(join(folder, "model.safetensors"), config, pooled);
  return pooled ? withPooler({ config, weights }) : { config, weights };
}
