import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";

const golden = join(projectRoot(), "test", "golden");

/** The form of MiniLM, whose weights are not read here. */
const CONFIG = {
  model_type: "bert",
  vocab_size: 30_522,
  hidden_size: 384,
  num_hidden_layers: 6,
  num_attention_heads: 12,
  intermediate_size: 1536,
};

/** A small BERT in Hugging Face's form, made of golden files, which says to be of MiniLM's size. */
export async function writeEncoderFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "config.json"), JSON.stringify(CONFIG));
  await copyFile(join(golden, "encoder", "bert.safetensors"), join(folder, "model.safetensors"));
  for (const name of ["tokenizer.json", "tokenizer_config.json"]) {
    await copyFile(join(golden, "tokenizer", "bert-cased", name), join(folder, name));
  }
}
