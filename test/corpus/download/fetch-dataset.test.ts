import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../../src/base/errors.js";
import { fetchDatasets } from "../../../src/corpus/download/fetch-dataset.js";
import { findFile } from "../../../src/corpus/files/locate.js";
import type { PublishedFile } from "../../../src/contract/corpus/dataset.js";
import { type Folders, useOwnFolders } from "../folders.js";
import { IMPATIENT } from "./patience.js";
import { isLacking } from "./expect.js";
import { serveFile, startServer, type TestServer } from "./server.js";

const content = Buffer.from('[{"title": "One"}]');
const blob = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
const published = (name: string): PublishedFile => ({
  name,
  counts: { documents: 1, triples: 0 },
  blob,
  from: "Someone",
  licence: null,
});
const files = [
  published("news/train.json"),
  published("news/test.json"),
  published("wire/train.json"),
];

describe("fetchDatasets", () => {
  let here: Folders;
  let server: TestServer;
  const fetchIt = (names: string | string[], data: Record<string, string[]>) =>
    fetchDatasets([names].flat(), {
      files,
      config: { data },
      patience: { ...IMPATIENT, attempts: 1 },
    });
  const kinds = (done: Awaited<ReturnType<typeof fetchDatasets>>) =>
    done.map(({ name, kind }) => [name, kind]);

  beforeEach(async () => {
    here = await useOwnFolders();
    server = await startServer((request, response) => {
      if (request.url === "/gone") response.writeHead(404).end();
      else serveFile(request, response, { content });
    });
  });
  afterEach(async () => {
    await server.close();
    await here.remove();
  });

  it("brings all files of a corpus that have an address and are not here", async () => {
    await here.write("news/test.json", "present");
    const done = await fetchIt("news", { "news/train.json": [server.url("/train")] });
    assert.deepEqual(kinds(done), [
      ["news/train.json", "fetched"],
      ["news/test.json", "present"],
    ]);
    const path = join(here.cache, "data", "news", "train.json");
    assert.ok((await readFile(path)).equals(content));
    assert.deepEqual(kinds(await fetchIt("news/train.json", {})), [["news/train.json", "present"]]);
  });

  it("brings the other files of a corpus where one cannot be had", async () => {
    const addresses = {
      "news/train.json": [server.url("/gone")],
      "news/test.json": [server.url("/test")],
    };
    await assert.rejects(fetchIt("news", addresses), isLacking(/^File not found on the server$/));
    const path = join(here.cache, "data", "news", "test.json");
    assert.ok((await readFile(path)).equals(content));
  });

  it("names every file that cannot be had once, whatever names it was asked for by", async () => {
    const gone = [server.url("/gone")];
    const addresses = { "news/train.json": gone, "news/test.json": gone, "wire/train.json": gone };
    await assert.rejects(fetchIt(["news", "wire", "news/test.json"], addresses), (error) => {
      assert.ok(error instanceof AmtlError && error.exitCode === 4);
      assert.match(error.message, /^3 downloads failed$/);
      assert.equal((error.details.got ?? "").match(/gone: /g)?.length, 3);
      return true;
    });
  });

  it("says where no address is known", async () => {
    assert.deepEqual(kinds(await fetchIt("wire", {})), [["wire/train.json", "no address"]]);
  });

  it("takes the name of a data set for its files", async () => {
    const got = await fetchDatasets(["docgnre-gpt"], { config: { data: {} } });
    assert.deepEqual(kinds(got), [["docgnre/re_docred_train_data_enhancement.json", "no address"]]);
  });

  it("says how much a file that is not the published one holds", async () => {
    const other = Buffer.from(
      JSON.stringify([{ title: "A", sents: [], vertexSet: [], labels: [] }]),
    );
    server.answer = (request, response) => {
      serveFile(request, response, { content: other });
    };
    await assert.rejects(
      fetchIt("news/train.json", { "news/train.json": [server.url("/train")] }),
      isLacking(/not match the expected file/, {
        got: /^1 documents, 0 triples, git blob [0-9a-f]{40}$/,
        fix: /amtl-run data get news\/train\.json$/,
      }),
    );
    assert.equal(await findFile("news/train.json"), null);
  });

  it("goes to the second address where the first fails", async () => {
    const addresses = [server.url("/gone"), server.url("/train")];
    const [done] = await fetchIt("news/train.json", { "news/train.json": addresses });
    assert.equal(done.kind === "fetched" && done.from, server.url("/train"));
  });

  it("refuses what is not the published file, and says what every address said", async () => {
    server.answer = (_, response) => response.end("other bytes");
    const addresses = [server.url("/a"), server.url("/b")];
    await assert.rejects(
      fetchIt("news/train.json", { "news/train.json": addresses }),
      isLacking(/Cannot download/, {
        got: /not match the expected.*not match the expected/,
        fix: /data get/,
      }),
    );
  });

  it("offers the nearest name", async () => {
    await assert.rejects(fetchIt("newss", {}), (error) => {
      assert.ok(error instanceof AmtlError);
      assert.equal(error.exitCode, 2);
      assert.equal(error.details.fix, "did you mean news?");
      return true;
    });
  });
});
