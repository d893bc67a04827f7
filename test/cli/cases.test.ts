import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { zipped } from "../app/evaluate/zipped.js";
import { projectRoot } from "../../src/base/root.js";
import { loadTokenizer } from "../../src/corpus/tokenizer/load.js";
import { writeEncoderFolder } from "../corpus/encoders/fixture.js";
import { program } from "../support/commands/cli.js";
import { runCommandIn, type CommandResult } from "../support/commands/command.js";

/** Small inputs that other people's reports are about, kept beside the checkout where they are at hand. */
const CASES = join(projectRoot(), "..", "shared", "cases");

type Run = (...words: readonly string[]) => Promise<CommandResult>;

const EVAL = ["eval", "pred.json", "--gold", "gold.json"];
const WITH_TRAIN = [...EVAL, "--train", "train.json"];

/** What a command has to print, on either stream, and its exit code. */
const printing =
  (words: readonly string[], code: number, ...parts: readonly RegExp[]) =>
  async (run: Run): Promise<void> => {
    const { code: found, stdout, stderr } = await run(...words);
    assert.equal(found, code, stderr);
    for (const part of parts) assert.match(`${stdout}\n${stderr}`, part);
  };

/** Scores of the row "all": precision, recall, F1, and what follows. */
const row = (numbers: string): RegExp =>
  new RegExp(`│ all │ +${numbers.split(" ").join(" │ +")} │`);

/** Where data and caches are, of the cases that are about them. */
const PLACES: Readonly<Record<string, (folder: string) => Readonly<Record<string, string>>>> = {
  "another-encoder-under-the-paper-name": (folder) => ({ AMTL_DATA: folder }),
  "cache-folder-that-cannot-be-made": () => ({
    AMTL_CACHE: "/proc/nope",
    AMTL_DATA: join(CASES, "..", "data"),
  }),
  "encoder-folder-without-safetensors-ignored": (folder) => ({ AMTL_DATA: folder }),
};

const CHECKS: Readonly<Record<string, (run: Run, folder: string) => Promise<void>>> = {
  "another-encoder-under-the-paper-name": async (run, folder) => {
    await writeEncoderFolder(join(folder, "encoders", "bert-base-cased"));
    const words = ["plan", "table4", "--profile", "paper"];
    await printing(words, 2, /does not hold the published bert-base-cased/, /encoder\("mine"/)(run);
  },
  "cache-folder-that-cannot-be-made": printing(["plan", "table4", "--profile", "mini"], 0, /mini/),
  "encoder-folder-without-safetensors-ignored": async (run, folder) => {
    const own = join(folder, "encoders", "minilm-l6");
    await writeEncoderFolder(own);
    await rename(join(own, "model.safetensors"), join(own, "pytorch_model.bin"));
    const words = ["plan", "table4", "--profile", "mini"];
    await printing(words, 2, /Unsupported weight format/, /pytorch_model\.bin/)(run);
  },
  "file-over-512-mib": async (run, folder) => {
    for (const name of ["pred.json", "gold.json", "train.json"]) {
      await cp(join(CASES, "codalab-zip", name), join(folder, name));
    }
    await truncate(join(folder, "train.json"), 540_000_003);
    await printing(WITH_TRAIN, 2, /too large for one text/, /512 MiB/)(run);
  },
  "stdin-dash": async (_, folder) => {
    const words = WITH_TRAIN.map((word) => (word === "pred.json" ? "-" : word));
    const input = await readFile(join(folder, "pred.json"));
    const options = { cwd: folder, input, env: { NO_COLOR: "1" } };
    const { stdout } = await execa(process.execPath, [...program(), ...words], options);
    assert.match(stdout, row("100.00 66.67 80.00"));
  },
  "codalab-zip": async (run, folder) => {
    const text = await readFile(join(folder, "pred.json"));
    await writeFile(join(folder, "result.zip"), zipped({ "pred.json": text }));
    const words = WITH_TRAIN.map((word) => (word === "pred.json" ? "result.zip" : word));
    await printing(words, 0, row("100.00 66.67 80.00"))(run);
  },
  "entity-out-of-range": printing(WITH_TRAIN, 0, /1 of 3 .* does not have.*counted from 1/, /-1/),
  "gold-huggingface-shape": printing(WITH_TRAIN, 0, row("100.00 66.67 80.00")),
  "gold-jsonl": printing(
    WITH_TRAIN.map((word) => (word === "gold.json" ? "gold.jsonl" : word)),
    0,
    row("100.00 33.33 50.00"),
  ),
  "gpt-labels-as-gold": printing(WITH_TRAIN, 0, row("100.00 100.00 100.00 100.00 3"), /gpt_labels/),
  "no-train-file": printing(EVAL, 0, row("100.00 66.67 80.00 3 2 2")),
  "python-nan-score": printing(WITH_TRAIN, 0, row("100.00 33.33 50.00"), /JSON does not have/),
  "relation-ids-as-numbers": printing(WITH_TRAIN, 2, /rel2id/),
  "relation-names": printing(WITH_TRAIN, 0, /2 of 2 predictions.*rel_info/),
  "train-duplicate-titles": printing(WITH_TRAIN, 0, row("100.00 66.67 80.00")),
  "train-empty": printing([...EVAL, "--train", "empty.json"], 2, /has no facts/),
  "train-without-labels": printing([...EVAL, "--train", "blind.json"], 2, /none of them labelled/),
  "labels-in-chinese": printing(["report", "./zh.ts"], 3, /自适应阈值/, /多阈值（三）/),
  "label-with-a-line-feed-csv": printing(["report", "./lab2.ts"], 3, /│ two lines +│/),
  "own-dataset": printing(["plan", "./cdr.ts"], 2, /dataset\("mine"/),
  "own-encoder-in-a-table": printing(["plan", "./scibert.ts"], 2, /encoder\("mine"/),
  "seeds-with-a-space": printing(["plan", "table4", "--seeds", "5", "42"], 2, /--seeds 5,42/),
  "set-twice": async (run) => {
    for (const words of [
      ["--set", "epochs=3", "--set", "epochs=4"],
      ["--set", "epochs=3=5"],
    ])
      await printing(["plan", "table4", ...words], 2, /epochs=/)(run);
    await printing(["plan", "table4", "--set", "epochs=0x10"], 2, /whole number/)(run);
  },
  "uncased-vocab-alone": async (_, folder) => {
    const tokenizer = await loadTokenizer(folder);
    assert.deepEqual(
      ["American", "München", "london"].map((word) => tokenizer.pieces(word)),
      [["american"], ["munchen"], ["london"]],
    );
  },
  "worker-json-array": printing(["worker", "check", "python3 w3.py"], 0, /ok +predictions/),
  "worker-stderr-is-silence": async (_, folder) => {
    if (process.env.AMTL_SLOW_TESTS === undefined) return;
    const env = { AMTL_RESULTS: join(folder, "results"), NO_COLOR: "1" };
    for (const file of ["./wt.ts", "./wt2.ts"]) {
      const words = [...program(), "run", file, "--json"];
      const { stdout } = await execa(process.execPath, words, { cwd: folder, env, reject: false });
      assert.doesNotMatch(stdout, /timed-out/);
    }
  },
  "worker-progress-bar-kills": printing(["worker", "check", "python3 w1.py"], 0, /ok +summary/),
};

describe("the cases beside the checkout", function () {
  this.timeout(300_000);
  before(function () {
    if (!existsSync(CASES)) this.skip();
  });

  for (const [name, check] of Object.entries(CHECKS)) {
    it(name, async function () {
      const from = join(CASES, name);
      if (!existsSync(from)) return this.skip();
      if (name.startsWith("worker") && spawnSync("python3", ["--version"]).status !== 0)
        return this.skip();
      const folder = await mkdtemp(join(tmpdir(), "amtl-case-"));
      const here = process.cwd();
      try {
        for (const file of await readdir(from)) await cp(join(from, file), join(folder, file));
        process.chdir(folder);
        // Programs of the cases pause for this many seconds a step: they can be asked to stop in the middle.
        const places = name in PLACES ? PLACES[name](folder) : {};
        const env = { AMTL_RESULTS: join(folder, "results"), PAUSE: "0.5", ...places };
        await check((...words) => runCommandIn(env, ...words), folder);
      } finally {
        process.chdir(here);
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});
