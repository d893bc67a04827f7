import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Random } from "../../../src/base/random.js";
import { json } from "../../../src/base/shape.js";
import { readScores } from "../../../src/train/evaluation/scores-file.js";
import { latestCheckpoint } from "../../../src/train/checkpoint.js";
import { readWeights } from "../../../src/train/weights.js";
import { readContainer } from "../../../src/store/container.js";
import { scoresDir, trainDir } from "../../../src/store/paths.js";
import { changedBytes } from "../change/bytes.js";
import { changedTree } from "../change/tree.js";
import { jsonText, pick } from "../change/values.js";
import type { Reader, Sample } from "../reader.js";

const ALIGNMENT = 64;
const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((ALIGNMENT - (bytes.length % ALIGNMENT)) % ALIGNMENT)]);

/** A container of that header and data, its digest right: what is wrong inside is reached. */
function fileOf(header: string, data: Buffer, length = BigInt(Buffer.byteLength(header))): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(length);
  const body = Buffer.concat([size, Buffer.from(header), data]);
  const digest = createHash("sha256").update(body).digest();
  return Buffer.concat([Buffer.from("AMTLBIN1"), digest, body]);
}

const LENGTHS = [0n, 1n, 2n ** 31n, 2n ** 40n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n];

type Arrays = readonly (readonly [name: string, type: string, values: NodeJS.TypedArray])[];

function sampleOf(name: string, meta: unknown, arrays: Arrays): Sample {
  const header = {
    meta,
    arrays: arrays.map(([each, type, { length }]) => ({ name: each, type, length })),
  };
  const data = Buffer.concat(
    arrays.map(([, , { buffer, byteLength }]) => padded(Buffer.from(buffer, 0, byteLength))),
  );
  const sound = fileOf(jsonText(header), data);
  return {
    name,
    sound,
    changed: (random: Random) => {
      const how = random.below(8);
      if (how < 2) return changedBytes(sound, random);
      const text = jsonText(changedTree(header, random));
      if (how === 2) return fileOf(text, data, pick(random, LENGTHS));
      return fileOf(text, how === 3 ? changedBytes(data, random) : data);
    },
  };
}

const trainId = "a".repeat(64);
const key = { trainId, evalSet: "redocred/test", data: "b".repeat(64) };
const run = { trainId, engine: "native", threads: 1 } as const;
const metrics = { f1: 50, ignF1: 49, precision: 50, recall: 50 };

const floats = Float32Array.from([1, 2, 3]);

const scores = sampleOf("scores.bin", { schema: 1, ...key, rows: 1, perSegment: 4 }, [
  ["thresholds", "float32", Float32Array.from([0])],
  ["offsets", "uint32", Uint32Array.from([0, 2])],
  ["columns", "uint16", Uint16Array.from([1, 2])],
  ["logits", "float32", Float32Array.from([1, -1])],
]);

const checkpoint = sampleOf(
  "checkpoint.bin",
  {
    ...run,
    step: 3,
    progress: {
      epoch: 0,
      batch: 3,
      updates: 3,
      lossSum: 1.5,
      due: false,
      dev: [{ step: 3, epoch: 0, loss: 0.5, ...metrics }],
      best: 50,
      seconds: 1,
    },
    bestFile: "attempts/1/best-3.bin",
    updates: { w: 3 },
  },
  [
    ["p/w", "float32", floats],
    ["m/w", "float32", floats],
    ["v/w", "float32", floats],
  ],
);

const weights = sampleOf("weights.bin", { schema: 1, trainId }, [["w", "float32", floats]]);

/** Files of number arrays: kept scores, checkpoints, weights. A damaged one is passed over. */
export const reader: Reader = {
  id: "containers",
  share: 3,
  samples: [scores, checkpoint, weights],
  read: async (bytes, name, folder) => {
    const dir = trainDir(folder, trainId);
    const files: Readonly<Record<string, string>> = {
      [scores.name]: join(scoresDir(folder, trainId, key.evalSet), scores.name),
      [checkpoint.name]: join(dir, "attempts", "1", checkpoint.name),
      [weights.name]: join(dir, weights.name),
      best: join(dir, "attempts", "1", "best-3.bin"),
    };
    for (const path of Object.values(files)) await mkdir(dirname(path), { recursive: true });
    await writeFile(files.best, weights.sound);
    await writeFile(files[name], bytes);
    try {
      const read = [
        await readScores(folder, key),
        await latestCheckpoint(dir, run),
        await readWeights(files[weights.name], trainId),
      ];
      await readContainer(files[name], json);
      return read;
    } finally {
      await rm(files[name]);
    }
  },
};
