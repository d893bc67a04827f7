import assert from "node:assert/strict";
import { appendFile, cp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../../src/base/errors.js";
import { installedFolder } from "../../../src/corpus/encoders/locate.js";
import { listEncoders } from "../../../src/corpus/encoders/list.js";
import { ENCODERS } from "../../../src/methods/encoders/registry.js";
import {
  encoderHash,
  encoderTokenizer,
  resolveEncoder,
} from "../../../src/corpus/encoders/resolve.js";
import { isLacking } from "../download/expect.js";
import { type Folders, useOwnFolders } from "../folders.js";
import { writeEncoderFolder } from "./fixture.js";

const refuses = (message: RegExp, where: RegExp) => (error: unknown) => {
  assert.ok(error instanceof AmtlError, String(error));
  assert.equal(error.exitCode, 2);
  assert.match(error.message, message);
  assert.match(`${error.details.where ?? ""} ${error.details.fix ?? ""}`, where);
  return true;
};

describe("resolveEncoder", () => {
  let here: Folders;
  let folder: string;
  beforeEach(async () => {
    here = await useOwnFolders();
    folder = join(here.data, "my-bert");
    await writeEncoderFolder(folder);
  });
  afterEach(() => here.remove());

  it("takes any Hugging Face folder by its path", async () => {
    const encoder = await resolveEncoder(folder);
    assert.equal(encoder.kind, "folder");
    assert.equal(encoder.family, "bert");
    const tokenizer = await encoderTokenizer(encoder);
    assert.equal(tokenizer.pieces("word").join(), "word");
  });

  it("hashes the content, wherever it lies and whatever lies beside it", async () => {
    const hash = await encoderHash(folder);
    const copy = installedFolder("minilm-l6");
    await cp(folder, copy, { recursive: true });
    await writeFile(join(copy, "README.md"), "beside");
    assert.equal(await encoderHash("minilm-l6"), hash);
    for (const name of ["config.json", "model.safetensors", "tokenizer.json"]) {
      const original = await readFile(join(copy, name));
      await appendFile(join(copy, name), " ");
      assert.notEqual(await encoderHash("minilm-l6"), hash, name);
      await writeFile(join(copy, name), original);
      assert.equal(await encoderHash("minilm-l6"), hash, name);
    }
  });

  it("hashes tokenizer_config.json only where it decides, beside vocab.txt", async () => {
    const hash = await encoderHash(folder);
    const config = join(folder, "tokenizer_config.json");
    await writeFile(config, '{"do_lower_case": true}');
    assert.equal(await encoderHash(folder), hash);
    await rm(join(folder, "tokenizer.json"));
    await writeFile(join(folder, "vocab.txt"), "[UNK]\n[CLS]\n[SEP]\n*\n");
    const uncased = await encoderHash(folder);
    await writeFile(config, '{"do_lower_case": false}');
    assert.notEqual(await encoderHash(folder), uncased);
  });

  it("prefers AMTL_DATA to the cache", async () => {
    await cp(folder, installedFolder("minilm-l6"), { recursive: true });
    const own = join(here.data, "encoders", "minilm-l6");
    await cp(folder, own, { recursive: true });
    const encoder = await resolveEncoder("minilm-l6");
    assert.equal(encoder.kind === "folder" && encoder.folder, own);
  });

  it("builds the tiny encoders, each with a hash of its own", async () => {
    const bert = await resolveEncoder("tiny-bert");
    const roberta = await resolveEncoder("tiny-roberta");
    assert.deepEqual([bert.kind, bert.family], ["constructed", "bert"]);
    assert.deepEqual([roberta.kind, roberta.family], ["constructed", "roberta"]);
    assert.notEqual(bert.sha256, roberta.sha256);
    assert.equal((await encoderTokenizer(roberta)).family, "roberta");
  });

  it("names the command that brings a known encoder", async () => {
    await assert.rejects(
      resolveEncoder("minilm-l6"),
      isLacking(/minilm-l6 is not installed/, { fix: /^amtl-run encoder get minilm-l6$/ }),
    );
  });

  it("takes a repository of the hub from where it was brought to, its revision being part of the name", async () => {
    await assert.rejects(
      resolveEncoder("owner/my-bert@v1"),
      isLacking(/owner\/my-bert@v1 is not installed/, {
        fix: /^amtl-run encoder get owner\/my-bert@v1$/,
      }),
    );
    await cp(folder, installedFolder("owner--my-bert@v1"), { recursive: true });
    assert.equal((await resolveEncoder("owner/my-bert@v1")).sha256, await encoderHash(folder));
    await assert.rejects(
      resolveEncoder("owner/my-bert"),
      isLacking(/not installed/, { fix: /get owner\/my-bert$/ }),
    );
  });

  it("refuses a folder of AMTL_DATA that holds no weights it can read, whatever else is installed", async () => {
    await cp(folder, installedFolder("minilm-l6"), { recursive: true });
    const own = join(here.data, "encoders", "minilm-l6");
    await cp(folder, own, { recursive: true });
    await rename(join(own, "model.safetensors"), join(own, "pytorch_model.bin"));
    await assert.rejects(
      resolveEncoder("minilm-l6"),
      refuses(/Unsupported weight format/, /encoders\/minilm-l6\/pytorch_model\.bin/),
    );
  });

  it("refuses another encoder under the name of a published one", async () => {
    const own = join(here.data, "encoders", "bert-base-cased");
    await cp(folder, own, { recursive: true });
    await assert.rejects(
      resolveEncoder("bert-base-cased"),
      refuses(/does not hold the published bert-base-cased/, /bert-base-cased\/config\.json/),
    );
  });

  it("refuses a tokenizer that names rows which the weights do not have", async () => {
    const config = join(folder, "config.json");
    const stated = JSON.parse(await readFile(config, "utf8")) as object;
    const tokenizer = await encoderTokenizer(await resolveEncoder(folder));
    const { size = 0 } = tokenizer;
    await writeFile(config, JSON.stringify({ ...stated, vocab_size: size }));
    await encoderTokenizer(await resolveEncoder(folder));
    await writeFile(config, JSON.stringify({ ...stated, vocab_size: size - 1 }));
    await assert.rejects(
      resolveEncoder(folder).then(encoderTokenizer),
      refuses(/more entries than the encoder/, /vocab_size/),
    );
  });

  it("lists all others beside a folder that holds something else, and why that cannot be used", async () => {
    const own = join(here.data, "encoders", "bert-base-cased");
    await cp(folder, own, { recursive: true });
    try {
      const listings = await listEncoders();
      const found = listings.find(({ id }) => id === "bert-base-cased");
      assert.deepEqual([found?.state, found?.sha256], ["unusable", null]);
      assert.match(found?.problem ?? "", /does not hold the published/);
      assert.ok(listings.some(({ state }) => state === "built in"));
    } finally {
      await rm(own, { recursive: true });
    }
  });

  it("takes names that every object has for unknown ones", async () => {
    for (const id of ["constructor", "__proto__", "toString"])
      await assert.rejects(resolveEncoder(id), { exitCode: 2, message: `Unknown encoder "${id}"` });
  });

  it("offers the nearest name for an unknown one", async () => {
    await assert.rejects(
      resolveEncoder("bert-base-casd"),
      refuses(/Unknown encoder/, /did you mean bert-base-cased/),
    );
    await assert.rejects(
      resolveEncoder("./no-such"),
      refuses(/folder not found/, /encoder \.\/no-such/),
    );
  });

  it("says what a folder lacks", async () => {
    await rename(join(folder, "tokenizer.json"), join(folder, "other.json"));
    await assert.rejects(resolveEncoder(folder), refuses(/Incomplete encoder folder/, /my-bert/));
    await rename(join(folder, "other.json"), join(folder, "tokenizer.json"));
    await rename(join(folder, "model.safetensors"), join(folder, "pytorch_model.bin"));
    await assert.rejects(
      resolveEncoder(folder),
      refuses(/Unsupported weight format/, /python3 -c/),
    );
    await writeFile(join(folder, "config.json"), '{"model_type": "t5"}');
    await assert.rejects(resolveEncoder(folder), refuses(/Unsupported encoder/, /model_type/));
  });

  it("lists every registered encoder once, with its hash where it is here", async () => {
    await cp(folder, installedFolder("minilm-l6"), { recursive: true });
    const listings = await listEncoders();
    const ids = listings.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const { id, family } of ENCODERS.values()) {
      assert.equal(listings.find((one) => one.id === id)?.family, family, id);
    }
    const states = new Map(listings.map(({ id, state }) => [id, state]));
    assert.equal(states.get("minilm-l6"), "installed");
    assert.equal(states.get("bert-base-cased"), "missing");
    assert.equal(states.get("tiny-bert"), "built in");
    for (const { state, sha256, problem } of listings) {
      assert.deepEqual([sha256 === null, problem], [state === "missing", null]);
    }
  });
});
