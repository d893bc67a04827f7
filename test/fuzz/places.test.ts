import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { AmtlError } from "../../src/base/errors.js";
import { LARGEST_TEXT } from "../../src/base/plain-file.js";
import { json } from "../../src/base/shape.js";
import { compare } from "../../src/app/diff/compare.js";
import { verify } from "../../src/app/verify/verify.js";
import { inspectFolder } from "../../src/corpus/encoders/folder.js";
import { readSizes } from "../../src/corpus/encoders/sizes.js";
import { readConfig } from "../../src/corpus/files/config.js";
import { readBytes } from "../../src/corpus/read/bytes.js";
import { loadTokenizer } from "../../src/corpus/tokenizer/load.js";
import { readTask } from "../../src/executors/slurm/controller/submission.js";
import { loadUserFile } from "../../src/extensions/user-file.js";
import { loadEncoder } from "../../src/nn/encoder/load.js";
import { withTensors } from "../../src/nn/encoder/safetensors.js";
import { loadProgram } from "../../src/programs/locate.js";
import { readIdentity } from "../../src/provenance/identity.js";
import { inspectProvenance } from "../../src/provenance/provenance.js";
import { readLogEnd } from "../../src/state/log.js";
import { isAlive } from "../../src/store/claims/claim.js";
import { readEnded } from "../../src/store/claims/ended.js";
import { heartbeatAge } from "../../src/store/claims/heartbeat.js";
import { readContainer } from "../../src/store/container.js";
import { systemError } from "../../src/store/disk-errors.js";
import { listManifests } from "../../src/store/plans/manifests.js";
import { readEvalResult, readTrainResult } from "../../src/store/result.js";
import { ensureSpec } from "../../src/store/spec.js";
import { newLineReader, readTail } from "../../src/store/tail.js";

const id = "a".repeat(64);
const [train, evaluation, attempt] = [join("train", id), join("eval", id), join("train", id, "1")];

/** A file's place in a folder, and what reads it there. */
const READERS: readonly (readonly [name: string, read: (path: string) => Promise<unknown>])[] = [
  ["data.json", readBytes],
  ["table.csv", (path) => compare({ a: path, b: "paper" })],
  ["amtl.config.json", async (path) => await Promise.resolve(readConfig(dirname(path)))],
  ["bert/config.json", async (path) => [await readSizes(path), await inspectFolder(dirname(path))]],
  ["mine/config.json", (path) => loadEncoder(dirname(path))],
  ["model.safetensors", (path) => withTensors(path, (tensors) => Promise.resolve(tensors))],
  ["bert/tokenizer.json", (path) => loadTokenizer(dirname(path))],
  ["table.mjs", loadUserFile],
  ["train.sh", (path) => loadProgram(path, dirname(path), "--worker")],
  [join(train, "result.json"), (path) => readTrainResult(dirname(path))],
  [join(evaluation, "result.json"), (path) => readEvalResult(dirname(path))],
  [join(train, "provenance.json"), (path) => inspectProvenance(dirname(path))],
  [join(train, "spec.json"), (path) => readIdentity(dirname(path))],
  [join("new", "spec.json"), (path) => ensureSpec(dirname(path), { a: 1 })],
  [join(train, "weights.bin"), (path) => readContainer(path, json)],
  [join(train, "scores/a/b/scores.bin"), (path) => verify({ results: root(path) })],
  [join(train, "scores/a/b/predictions-0.ndjson"), (path) => verify({ results: root(path) })],
  [join(evaluation, "predictions.ndjson"), (path) => verify({ results: root(path) })],
  [join("plans", "0123456789ab", "manifest.json"), (path) => listManifests(root(path))],
  [join(attempt, "owner.json"), (path) => isAlive(dirname(path))],
  [join(attempt, "ended.json"), (path) => readEnded(dirname(path))],
  [join(attempt, "heartbeat"), (path) => heartbeatAge(dirname(path))],
  [join(attempt, "log.ndjson"), (path) => readLogEnd(dirname(path))],
  [join(attempt, "log.ndjson"), (path) => newLineReader(path).next()],
  [join("slurm", "0123456789ab", "tasks.ndjson"), (path) => readTask(dirname(path), 0)],
  [join(attempt, "stderr.log"), (path) => readTail(path, 1000)],
];

const root = (path: string): string => /^.*?\/results/.exec(path)![0];

/** What a system may have in the place of a file. */
const PLACES: readonly (readonly [what: string, make: (path: string) => Promise<unknown>])[] = [
  ["nothing", () => Promise.resolve()],
  ["a folder", (path) => mkdir(path)],
  ["a loop of links", (path) => symlink(path, path)],
  ["a pipe", (path) => execa("mkfifo", [path])],
  ["a device without end", (path) => symlink("/dev/zero", path)],
  [
    "more than a text may hold",
    async (path) => {
      await writeFile(path, "");
      await truncate(path, LARGEST_TEXT + 1);
    },
  ],
];

/** What reads all that there is of a log, or gives it to a library. */
const isForLarge = (name: string): boolean => !/(?:log|tasks)\.ndjson$|\.mjs$/.test(name);

describe("in the place of a file", function () {
  this.timeout(120_000);

  for (const [what, make] of PLACES) {
    it(`${what} is a value or a user's error, and ends`, async () => {
      const folder = await mkdtemp(join(tmpdir(), "amtl-places-"));
      try {
        for (const [at, [name, read]] of READERS.entries()) {
          if (what.startsWith("more") && !isForLarge(name)) continue;
          const path = join(folder, String(at), "results", name);
          await mkdir(dirname(path), { recursive: true });
          await make(path);
          await read(path).catch((thrown: unknown) => {
            const error = systemError(thrown);
            assert.ok(error instanceof AmtlError, `${name}: ${String(error)}`);
          });
          await rm(path, { recursive: true, force: true });
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }
});
