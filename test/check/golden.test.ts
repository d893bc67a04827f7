import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { goldenFolder } from "../../src/check/find.js";
import { checkPaths } from "../../src/check/index.js";
import { onBothEngines } from "../support/engines.js";

/** What is implemented: its golden numbers must be reached on every engine. */
const COVERED = [
  "losses",
  "backbones/atlop.json",
  "encoder",
  "tokenizer",
  "optimizer",
  "trajectory",
  "long-input.json",
];

/** Golden files with real text lie beside the data. */
const REAL_TEXT = ["preprocess", "evaluation"];

/** Needs the published MiniLM tokenizer; its own test says so. */
const MAY_SKIP = "minilm-words.json";

onBothEngines("golden numbers of the official code", () => {
  const check = async (path: string): Promise<void> => {
    const engine = tf.getBackend() === "tensorflow" ? "native" : "wasm";
    let files = 0;
    for await (const { file, verdict, why } of checkPaths([path], { engine, tf })) {
      files++;
      if (verdict === "skipped" && file.endsWith(MAY_SKIP)) continue;
      assert.equal(verdict, "ok", `${file}: ${why ?? ""}`);
    }
    assert.ok(files > 0, `${path} holds no golden file`);
  };

  for (const name of COVERED) {
    it(name, async function () {
      this.timeout(300_000);
      await check(join(goldenFolder(), name));
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
