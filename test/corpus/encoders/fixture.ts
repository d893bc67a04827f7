import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";

const golden = join(projectRoot(), "test", "golden");

/** A small BERT in Hugging Face's form, made of golden files. */
export async function writeEncoderFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "config.json"), '{"model_type": "bert"}');
  await copyFile(join(golden, "encoder", "bert.safetensors"), join(folder, "model.safetensors"));
  for (const name of ["tokenizer.json", "tokenizer_config.json"]) {
    await copyFile(join(golden, "tokenizer", "bert-cased", name), join(folder, name));
  }
}
