import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AmtlError } from "../../../src/base/errors.js";
import { projectRoot } from "../../../src/base/root.js";
import { encoderSources, readConfig } from "../../../src/corpus/files/config.js";

describe("readConfig", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "amtl-config-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const official = (content: object | string) =>
    writeFile(
      join(folder, "amtl.config.json"),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  const local = (content: object) =>
    writeFile(join(folder, "amtl.config.local.json"), JSON.stringify(content));

  it("has no sources under a name that every object has", () => {
    for (const name of ["constructor", "toString", "__proto__"])
      assert.equal(encoderSources(name), undefined);
  });

  it("accepts a folder without either file", () => {
    assert.deepEqual(readConfig(folder), {
      data: {},
      hub: "https://huggingface.co",
      encoders: {},
      executors: {},
    });
  });

  it("lets the local file replace single entries", async () => {
    await official({
      data: { a: ["http://x/a"], b: ["http://x/b"] },
      hub: "http://hub",
      slurm: { partition: "cpu", account: "nlp" },
    });
    await local({
      data: { b: ["http://y/b"] },
      encoders: { e: [{ from: "folder", folder: "/e" }] },
      slurm: { partition: "gpu" },
    });
    const config = readConfig(folder);
    assert.deepEqual(config.data, { a: ["http://x/a"], b: ["http://y/b"] });
    assert.equal(config.hub, "http://hub");
    assert.deepEqual(Object.keys(config.encoders), ["e"]);
    assert.deepEqual(config.executors, { slurm: { partition: "gpu", account: "nlp" } });
  });

  const names = (where: RegExp): void => {
    assert.throws(
      () => readConfig(folder),
      (error) => {
        assert.ok(error instanceof AmtlError);
        assert.equal(error.exitCode, 2);
        assert.match(error.details.where ?? "", where);
        return true;
      },
    );
  };

  it("names file and field of a mistake", async () => {
    await official({ data: { a: ["not an address"] } });
    names(/amtl\.config\.json, field data\.a\.0$/);
    await official({ slurm: {} });
    await local({ encoders: { e: [{ from: "hub", repository: "no-owner", revision: "main" }] } });
    names(/amtl\.config\.local\.json, field encoders\.e\.0\.repository$/);
    await local({ slurm: { time: 4 } });
    names(/amtl\.config\.local\.json, field slurm\.time$/);
    await local({ datta: {} });
    names(/amtl\.config\.local\.json, field \(top level\)$/);
  });

  it("names file and line of torn JSON", async () => {
    await official('{\n  "data": {');
    names(/amtl\.config\.json, line 2/);
  });

  it("reads the project's own file, whose addresses name a commit", async () => {
    await official(await readFile(join(projectRoot(), "amtl.config.json"), "utf8"));
    const config = readConfig(folder);
    const addresses = Object.values(config.data).flatMap((list) => list ?? []);
    assert.ok(addresses.length >= 10);
    for (const address of addresses) assert.match(address, /\/[0-9a-f]{40}\//);
    assert.deepEqual(Object.keys(config.encoders).sort(), [
      "bert-base-cased",
      "bert-base-uncased",
      "minilm-l6",
      "roberta-large",
    ]);
  });
});
