import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readConfig } from "../../../src/corpus/files/config.js";
import { inspectFolder } from "../../../src/corpus/encoders/folder.js";
import { checkSizes, readSizes } from "../../../src/corpus/encoders/sizes.js";
import { parseEncoderConfig } from "../../../src/nn/encoder/config.js";
import { parseJson } from "../../../src/corpus/read/json.js";
import { jsonSample, type Reader } from "../reader.js";

const LOCAL = "amtl.config.local.json";
const OFFICIAL = "amtl.config.json";
const ENCODER = "config.json";

const official = {
  data: { "redocred/dev_revised.json": ["https://example.org/dev.json"] },
  hub: "https://example.org",
  encoders: {
    mine: [
      { from: "folder", folder: "/models/mine" },
      { from: "hub", repository: "some/one", revision: "main", sha256: {} },
      {
        from: "package",
        package: "a-model",
        version: "1.0",
        sha256: "0".repeat(64),
        bytes: 1,
        folder: "model",
      },
    ],
  },
  slurm: { partition: "gpu", time: "01:00:00" },
};

const sizes = { vocabulary: 100, width: 8, layers: 1, heads: 2, feedForward: 16 };
const encoder = {
  model_type: "bert",
  vocab_size: 100,
  hidden_size: 8,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 16,
  max_position_embeddings: 16,
};

/** The program's configuration files and those of encoders. */
export const reader: Reader = {
  id: "configuration",
  share: 2,
  samples: [
    jsonSample(OFFICIAL, official),
    jsonSample(LOCAL, { data: official.data, encoders: official.encoders }),
    jsonSample(ENCODER, encoder),
  ],
  read: async (bytes, name, folder) => {
    if (name === ENCODER) {
      const place = join(folder, "encoder");
      await mkdir(place, { recursive: true });
      for (const each of ["vocab.txt", "model.safetensors"]) await writeFile(join(place, each), "");
      const path = join(place, name);
      await writeFile(path, bytes);
      const parsed = parseEncoderConfig(parseJson(bytes.toString(), path), path);
      await checkSizes({ id: "published", sizes }, path);
      return [parsed, await inspectFolder(place), await readSizes(path)];
    }
    await writeFile(join(folder, OFFICIAL), JSON.stringify(official));
    await writeFile(join(folder, LOCAL), "{}");
    await writeFile(join(folder, name), bytes);
    return readConfig(folder);
  },
};
