import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { z } from "zod";
import { AmtlError } from "../../../src/base/errors.js";
import { projectRoot } from "../../../src/base/root.js";
import { check } from "../../../src/check/encoder/files.js";
import { parseEncoderGolden, windowsOf } from "../../../src/check/encoder/schema.js";
import { encode } from "../../../src/nn/encoder/encode.js";
import { loadEncoder, loadWeights } from "../../../src/nn/encoder/load.js";
import { withPooler } from "../../../src/nn/encoder/pooler.js";
import { withTensors } from "../../../src/nn/encoder/safetensors.js";
import { createParameters, disposeParameters, ENCODER_PREFIX } from "../../../src/nn/parameters.js";
import { onNative } from "../../support/models/engines.js";

const GOLDEN = join(projectRoot(), "test/golden/encoder");
const readJson = async (name: string): Promise<Record<string, unknown>> =>
  JSON.parse(await readFile(join(GOLDEN, name), "utf8")) as Record<string, unknown>;

async function refusal(attempt: () => Promise<unknown>): Promise<AmtlError> {
  try {
    await attempt();
  } catch (error) {
    assert.ok(error instanceof AmtlError, `expected an AmtlError, got ${String(error)}`);
    assert.equal(error.exitCode, 2);
    return error;
  }
  return assert.fail("expected a refusal");
}

describe("model/encoder/safetensors", () => {
  it("reads the good files exactly and refuses the 17 bad ones", async () => {
    const find = (name: string): Promise<string> => Promise.resolve(join(GOLDEN, name));
    const outcome = await check(await readJson("files.json"), {
      file: "",
      engine: "native",
      tf,
      find,
    });
    assert.ok(typeof outcome === "object" && outcome.maxDeviation <= 1);
    assert.equal(outcome.cases, 25);
    assert.equal(outcome.skipped, 0);
  });

  it("says which file is absent to a check, and skips it", async () => {
    const find = (name: string): Promise<string | null> =>
      Promise.resolve(name === "odd.safetensors" ? null : join(GOLDEN, name));
    const outcome = await check(await readJson("files.json"), {
      file: "",
      engine: "native",
      tf,
      find,
    });
    assert.ok(typeof outcome === "object" && outcome.skipped === 1);
    assert.match(outcome.why ?? "", /odd\.safetensors/);
  });

  it("names the file and the defect, and refuses a file that is not there", async () => {
    const bad = await refusal(() =>
      withTensors(join(GOLDEN, "bad/html-page.safetensors"), () => Promise.resolve()),
    );
    assert.match(bad.details.where ?? "", /html-page/);
    assert.match(bad.details.got ?? "", /header of \d+ bytes in a file of 82/);
    const absent = await refusal(() =>
      withTensors(join(GOLDEN, "none.safetensors"), () => Promise.resolve()),
    );
    assert.match(absent.details.got ?? "", /ENOENT/);
  });

  it("never fails in another way, whatever bytes come", async () => {
    const folder = await mkdtemp(join(tmpdir(), "amtl-safetensors-"));
    const whole = await readFile(join(GOLDEN, "odd.safetensors"));
    const damaged = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(damaged, fc.nat(whole.length), async (changes, length) => {
        const bytes = Buffer.from(whole.subarray(0, length));
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        const file = join(folder, "damaged.safetensors");
        await writeFile(file, bytes);
        try {
          await withTensors(file, (tensors, load) => Promise.all(tensors.map(load)));
        } catch (error) {
          assert.ok(error instanceof AmtlError, String(error));
        }
      }),
    );
    await rm(folder, { recursive: true });
  });
});

describe("model/encoder/load", () => {
  onNative();
  const files = z.object({
    files: z.array(
      z.object({ file: z.string(), last_hidden_state_max_deviation: z.number().optional() }),
    ),
  });

  for (const family of ["bert", "roberta"]) {
    it(`${family}: every file of its weights gives the hidden states of Hugging Face`, async () => {
      const { config, cases } = parseEncoderGolden(await readJson(`${family}.json`));
      const { files: all } = files.parse(await readJson("files.json"));
      let read = 0;
      for (const { file, last_hidden_state_max_deviation: allowed } of all) {
        if (!file.startsWith(family) || allowed === undefined) continue;
        const weights = await loadWeights(join(GOLDEN, file), config);
        const parameters = createParameters(tf, weights, ENCODER_PREFIX);
        const hidden = tf.tidy(
          () =>
            encode(parameters, config, windowsOf(cases[0]), new Int32Array(), null, {
              padding: "computed",
            }).hidden,
        );
        const want = cases[0].outputs.last_hidden_state.data;
        const most = hidden
          .dataSync<"float32">()
          .reduce((far, value, i) => Math.max(far, Math.abs(value - want[i])), 0);
        // What rounding the weights changes, and float32 instead of float64.
        assert.ok(most <= 1.1 * allowed + 1e-5, `${file}: off by ${most}, allowed ${allowed}`);
        hidden.dispose();
        disposeParameters(parameters);
        read++;
      }
      assert.equal(read, family === "bert" ? 5 : 2);
    });
  }
});

describe("model/encoder/load: folders", () => {
  let folder = "";
  const write = (config: unknown): Promise<void> =>
    writeFile(
      join(folder, "config.json"),
      typeof config === "string" ? config : JSON.stringify(config),
    );
  let config: Record<string, unknown> = {};

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "amtl-encoder-"));
    config = (await readJson("bert.json")).config as Record<string, unknown>;
    await copyFile(join(GOLDEN, "bert-gamma-beta.safetensors"), join(folder, "model.safetensors"));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  it("loads configuration and weights", async () => {
    await write(config);
    const encoder = await loadEncoder(folder);
    assert.equal(encoder.config.width, 24);
    assert.equal(encoder.weights.size, 37);
    assert.ok(!encoder.weights.has("pooler.dense.weight"));
  });

  it("has a pooler where one is asked for: the file's, or one drawn the same at every call", async () => {
    await write(config);
    const pooler = "pooler.dense.weight";
    const own = await loadEncoder(folder, true);
    const { weights } = await loadEncoder(folder);
    assert.equal(own.weights.size, weights.size + 2);
    const drawn = withPooler({ config: own.config, weights });
    assert.deepEqual(drawn, withPooler({ config: own.config, weights }));
    const { values, shape } = drawn.weights.get(pooler)!;
    assert.deepEqual(own.weights.get(pooler)?.shape, shape);
    assert.notDeepEqual(own.weights.get(pooler)?.values, values);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
    assert.ok(Math.abs(deviation - 0.02) < 0.002, String(deviation));
    assert.ok(drawn.weights.get("pooler.dense.bias")?.values.every((value) => value === 0));
  });

  it("names the tensor, the expected and the actual shape of weights of another model", async () => {
    await write({ ...config, vocab_size: 61 });
    const wrong = await refusal(() => loadEncoder(folder));
    assert.match(
      wrong.details.where ?? "",
      /model\.safetensors, tensor bert\.embeddings\.word_embeddings\.weight$/,
    );
    assert.equal(wrong.details.expected, "shape [61, 24]");
    assert.equal(wrong.details.got, "shape [60, 24]");
    await write({ ...config, num_hidden_layers: 3 });
    const missing = await refusal(() => loadEncoder(folder));
    assert.match(missing.details.where ?? "", /encoder\.layer\.2\./);
    assert.equal(missing.details.got, "no such tensor");
  });

  it("names the field of a configuration it cannot use", async () => {
    const fields: [Record<string, unknown>, RegExp][] = [
      [{ model_type: "t5" }, /field model_type/],
      [{ hidden_act: "gelu_new" }, /field hidden_act/],
      [{ hidden_size: undefined }, /field hidden_size/],
      [{ num_attention_heads: 5 }, /field num_attention_heads/],
      [{ position_embedding_type: "relative_key" }, /field position_embedding_type/],
      [{ hidden_dropout_prob: 1 }, /field hidden_dropout_prob/],
    ];
    for (const [change, where] of fields) {
      await write({ ...config, ...change });
      assert.match((await refusal(() => loadEncoder(folder))).details.where ?? "", where);
    }
    await write("{");
    const cut = await refusal(() => loadEncoder(folder));
    assert.match(cut.message, /Invalid encoder configuration/);
    assert.match(cut.details.got ?? "", /JSON/);
    await rm(join(folder, "config.json"));
    assert.match((await refusal(() => loadEncoder(folder))).details.got ?? "", /ENOENT/);
  });
});
