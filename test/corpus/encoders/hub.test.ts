import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../../src/base/errors.js";
import { getEncoder } from "../../../src/corpus/encoders/get.js";
import { installedFolder } from "../../../src/corpus/encoders/locate.js";
import { encoderHash, resolveEncoder } from "../../../src/corpus/encoders/resolve.js";
import { IMPATIENT } from "../download/patience.js";
import { serveFile, startServer, type TestServer } from "../download/server.js";
import { type Folders, useOwnFolders } from "../folders.js";
import { writeEncoderFolder } from "./fixture.js";

const ENCODER = "someone/my-bert";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** For assert.rejects: exit code 4, and all texts in what is said. */
const lacks =
  (...texts: readonly RegExp[]) =>
  (error: unknown): true => {
    assert.ok(error instanceof AmtlError, String(error));
    assert.equal(error.exitCode, 4);
    for (const text of texts) assert.match(JSON.stringify([error.message, error.details]), text);
    return true;
  };

describe("the model hub, as its own programs are set up", () => {
  let here: Folders;
  let published: string;
  let server: TestServer;
  const home = process.env.HF_HOME;
  const set = (name: string, value: string): void => {
    process.env[name] = value;
  };
  const get = () => getEncoder(ENCODER, { patience: IMPATIENT });

  beforeEach(async () => {
    here = await useOwnFolders();
    published = join(here.data, "published");
    await writeEncoderFolder(published);
    const prefix = `/${ENCODER}/resolve/main/`;
    server = await startServer((request, response) => {
      const name = request.url?.startsWith(prefix) === true ? request.url.slice(prefix.length) : "";
      if (name === "" || !existsSync(join(published, name))) {
        response.writeHead(404).end();
        return;
      }
      void readFile(join(published, name)).then((content) => {
        serveFile(request, response, { content });
      });
    });
    set("HF_HOME", join(here.cache, "huggingface"));
    set("HF_ENDPOINT", server.url(""));
  });
  afterEach(async () => {
    for (const name of ["HF_ENDPOINT", "HF_TOKEN", "HF_HUB_OFFLINE", "HF_HUB_CACHE", "HF_HOME"]) {
      Reflect.deleteProperty(process.env, name);
    }
    if (home !== undefined) set("HF_HOME", home);
    await server.close();
    await here.remove();
  });

  it("is asked at HF_ENDPOINT, and what it gave is used from then on", async () => {
    const got = await get();
    assert.deepEqual([got.fetched, got.from], [true, `${ENCODER} @ main`]);
    assert.equal(await encoderHash(ENCODER), await encoderHash(published));
    assert.ok(server.requests.every(({ headers }) => headers.authorization === undefined));
  });

  it("gets the user's token, and says how to come by one", async () => {
    await mkdir(join(here.cache, "huggingface"), { recursive: true });
    await writeFile(join(here.cache, "huggingface", "token"), "stored\n");
    await get();
    assert.equal(server.requests[0].headers.authorization, "Bearer stored");
    await rm(installedFolder("someone--my-bert"), { recursive: true });
    set("HF_TOKEN", "given");
    server.answer = (_, response) => response.writeHead(401).end();
    await assert.rejects(get(), lacks(/Access denied/, /401/, /HF_TOKEN/, /encoder get someone/));
    assert.equal(server.requests.at(-1)?.headers.authorization, "Bearer given");
  });

  it("is not asked with HF_HUB_OFFLINE, nor when it cannot be reached: address and command are said", async () => {
    const address = new RegExp(`"where":"${server.url("")}/${ENCODER}/resolve/main`);
    const command = /amtl-run encoder get someone\/my-bert/;
    set("HF_HUB_OFFLINE", "1");
    await assert.rejects(get(), lacks(address, /HF_HUB_OFFLINE is set/, command));
    assert.equal(server.requests.length, 0);
    set("HF_HUB_OFFLINE", "0");
    await server.close();
    await assert.rejects(get(), lacks(address, /ECONNREFUSED/, command));
  });

  it("may hold a vocabulary in place of tokenizer.json", async () => {
    await rm(join(published, "tokenizer.json"));
    await rm(join(published, "tokenizer_config.json"));
    await writeFile(join(published, "vocab.txt"), "[UNK]\n[CLS]\n[SEP]\n*\n");
    await get();
    assert.equal(await encoderHash(ENCODER), await encoderHash(published));
  });

  it("is refused without safetensors, with the way out", async () => {
    await rename(join(published, "model.safetensors"), join(published, "pytorch_model.bin"));
    await assert.rejects(
      get(),
      lacks(/has no model\.safetensors/, /python3 -c .*someone\/my-bert/, /folder \.\/my-bert/),
    );
  });

  /** As the hub's own library stores it: content by hash, and names as links to it. */
  async function store(cache: string, name: string): Promise<string> {
    const folder = join(cache, `models--${name}`);
    const snapshot = join(folder, "snapshots", COMMIT);
    await mkdir(join(folder, "refs"), { recursive: true });
    await writeFile(join(folder, "refs", "main"), COMMIT);
    await cp(published, join(folder, "blobs"), { recursive: true });
    await mkdir(snapshot, { recursive: true });
    for (const file of ["config.json", "tokenizer.json", "model.safetensors"]) {
      await symlink(join("..", "..", "blobs", file), join(snapshot, file));
    }
    return snapshot;
  }

  it("shares its cache: what other programs have downloaded is used where it lies", async () => {
    const snapshot = await store(join(here.cache, "huggingface", "hub"), "someone--my-bert");
    const encoder = await resolveEncoder(ENCODER);
    assert.equal(encoder.kind === "folder" && encoder.folder, snapshot);
    assert.equal(encoder.sha256, await encoderHash(published));
    assert.equal((await resolveEncoder(`${ENCODER}@${COMMIT}`)).sha256, encoder.sha256);
    await assert.rejects(resolveEncoder(`${ENCODER}@v2`), lacks(/not installed/));
    assert.deepEqual([(await get()).fetched, server.requests.length], [false, 0]);
  });

  it("shares its cache at HF_HUB_CACHE, also of names without an owner, and passes over what is not whole", async () => {
    const cache = join(here.cache, "shared");
    set("HF_HUB_CACHE", cache);
    const snapshot = await store(cache, "my-bert");
    const encoder = await resolveEncoder(ENCODER);
    assert.equal(encoder.kind === "folder" && encoder.folder, snapshot);
    await rm(join(snapshot, "model.safetensors"));
    await assert.rejects(resolveEncoder(ENCODER), lacks(/not installed/));
  });
});
