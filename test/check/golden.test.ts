import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { goldenFolder } from "../../src/check/find.js";
import { checkPaths } from "../../src/check/index.js";
import { onBothEngines } from "../support/models/engines.js";

const IS_SLOW = process.env.AMTL_SLOW_TESTS !== undefined;

/** What is implemented: its golden numbers must be reached on every engine. */
const COVERED = [
  "losses",
  "backbones",
  "encoder",
  "tokenizer",
  "optimizer",
  "trajectory",
  "plugins/jmrl.json",
  "plugins/milr.json",
  "long-input.json",
];

/** Golden files with real text lie beside the data. */
const REAL_TEXT = ["preprocess", "evaluation"];

/**
 * Tokenizers are also compared on whole documents, and MiniLM's is published elsewhere: where either is not here,
 * the words alone are compared. Nothing else may be left out.
 */
const maySkip = (file: string, why: string): boolean =>
  file.endsWith("-words.json") && /set AMTL_DATA|minilm-l6/.test(why);

onBothEngines("golden numbers of the official code", () => {
  /** @returns whether something was left out. */
  const check = async (path: string): Promise<boolean> => {
    const engine = tf.getBackend() === "tensorflow" ? "native" : "wasm";
    let files = 0;
    let skipped = false;
    for await (const { file, verdict, why } of checkPaths([path], { engine, tf })) {
      files++;
      if (verdict === "skipped" && maySkip(file, why ?? "")) skipped = true;
      else assert.equal(verdict, "ok", `${file}: ${why ?? ""}`);
    }
    assert.ok(files > 0, `${path} holds no golden file`);
    return skipped;
  };

  for (const name of COVERED) {
    it(name, async function () {
      this.timeout(300_000);
      // The operations of wasm are compared by the other files; whole trainings take most of the time there.
      if (name === "trajectory" && tf.getBackend() !== "tensorflow" && !IS_SLOW) {
        this.test!.title += " (skipped: AMTL_SLOW_TESTS is not set)";
        this.skip();
      }
      const skipped = await check(join(goldenFolder(), name));
      if (skipped) this.test!.title += " (cases that need data or an encoder were left out)";
    });
  }

  for (const name of REAL_TEXT) {
    it(`${name} (real text)`, async function () {
      const data = process.env.AMTL_DATA;
      const folder = data === undefined ? "" : join(dirname(data), "golden", name);
      if (!existsSync(folder)) {
        this.test!.title += ": skipped, no golden files beside AMTL_DATA";
        this.skip();
      }
      this.timeout(120_000);
      await check(folder);
    });
  }
});
