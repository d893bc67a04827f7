import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "../../../src/base/random.js";
import { loadEncoder } from "../../../src/nn/encoder/load.js";
import { encoderShapes } from "../../../src/nn/encoder/parameter-names.js";
import { parseEncoderConfig } from "../../../src/nn/encoder/config.js";
import { withTensors } from "../../../src/nn/encoder/safetensors.js";
import { changedBytes } from "../change/bytes.js";
import { changedTree } from "../change/tree.js";
import { jsonText, pick } from "../change/values.js";
import type { Reader, Sample } from "../reader.js";

const CONFIG = {
  model_type: "bert",
  vocab_size: 5,
  hidden_size: 4,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 4,
  max_position_embeddings: 4,
};

type Header = Readonly<Record<string, unknown>>;

/** A safetensors file: length of the header, header, data. */
const fileOf = (
  header: string,
  data: Buffer,
  length = BigInt(Buffer.byteLength(header)),
): Buffer => {
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE(length);
  return Buffer.concat([head, Buffer.from(header), data]);
};

function sampleOf(name: string, header: Header, data: Buffer): Sample {
  const sound = fileOf(jsonText(header), data);
  const lengths = [0n, 1n, 2n ** 31n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n, 99_999_999n];
  return {
    name,
    sound,
    changed: (random: Random) => {
      if (random.below(4) === 0) return changedBytes(sound, random);
      const text = jsonText(changedTree(header, random));
      if (random.below(6) === 0) return fileOf(text, data, pick(random, lengths));
      const end = random.below(4) === 0 ? random.below(data.length) : data.length;
      return fileOf(text, data.subarray(0, end));
    },
  };
}

const ENCODER = "encoder.safetensors";

function encoderSample(): Sample {
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let at = 0;
  for (const [name, shape] of encoderShapes(parseEncoderConfig(CONFIG, "config.json"))) {
    const bytes = 4 * shape.reduce((product, size) => product * size, 1);
    header[name] = { dtype: "F32", shape, data_offsets: [at, at + bytes] };
    at += bytes;
  }
  return sampleOf(ENCODER, header, Buffer.alloc(at, 1));
}

const small = {
  a: { dtype: "F16", shape: [2, 2], data_offsets: [0, 8] },
  b: { dtype: "BF16", shape: [2], data_offsets: [8, 12] },
  c: { dtype: "F32", shape: [], data_offsets: [12, 16] },
};

/** safetensors files, their tensors read to the last. */
export const reader: Reader = {
  id: "safetensors",
  share: 3,
  samples: [sampleOf("small.safetensors", small, Buffer.alloc(16, 60)), encoderSample()],
  read: async (bytes, name, folder) => {
    await writeFile(join(folder, "config.json"), JSON.stringify(CONFIG));
    const path = join(folder, "model.safetensors");
    await writeFile(path, bytes);
    if (name === ENCODER) return await loadEncoder(folder, true);
    return await withTensors(path, (tensors, load) => Promise.all(tensors.map(load)));
  },
};
