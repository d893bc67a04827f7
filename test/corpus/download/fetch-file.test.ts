import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { fetchFile } from "../../../src/corpus/download/fetch-file.js";
import type { FetchRequest, Progress } from "../../../src/corpus/download/request.js";
import { smallDisk } from "../../support/machines/small-disk.js";
import { isLacking } from "./expect.js";
import { type Serving, serveFile, startServer, type TestServer } from "./server.js";

const content = randomBytes(300_000);
const sha256 = createHash("sha256").update(content).digest("hex");
const gitBlobSha1 = createHash("sha1")
  .update(`blob ${content.length}\0`)
  .update(content)
  .digest("hex");
const patience = { answer: 1000, silence: 300, attempts: 3, pause: 1 };

describe("fetchFile", () => {
  let folder: string;
  let server: TestServer;
  let target: string;
  const serve = (serving: Partial<Serving> = {}): void => {
    server.answer = (request, response) => {
      serveFile(request, response, { content, ...serving });
    };
  };
  const fetchIt = (more: Partial<FetchRequest> = {}) =>
    fetchFile({ url: server.url("/file"), target, maxBytes: 1e6, patience, ...more });
  const assertWhole = async (): Promise<void> => {
    assert.ok((await readFile(target)).equals(content));
    assert.deepEqual(await readdir(folder), ["file.bin"]);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "amtl-fetch-"));
    target = join(folder, "file.bin");
    server = await startServer(() => undefined);
    serve();
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("brings a file, checks both digests, reports progress, and leaves nothing else behind", async () => {
    const seen: Progress[] = [];
    const fetched = await fetchIt({ sha256, gitBlobSha1, onProgress: (one) => seen.push(one) });
    assert.deepEqual(fetched, { path: target, bytes: content.length, sha256, fetched: true });
    await assertWhole();
    assert.deepEqual(seen.at(-1), {
      name: target,
      received: content.length,
      total: content.length,
    });
    assert.ok(seen.every((one, i) => i === 0 || one.received >= seen[i - 1].received));
  });

  it("downloads nothing when the file is there and as expected", async () => {
    await writeFile(target, content);
    assert.equal((await fetchIt({ sha256 })).fetched, false);
    assert.equal(server.requests.length, 0);
  });

  it("replaces a file that is not as expected", async () => {
    await writeFile(target, "old");
    assert.equal((await fetchIt({ gitBlobSha1 })).fetched, true);
    await assertWhole();
  });

  it("refuses other content and keeps nothing of it", async () => {
    await assert.rejects(
      fetchIt({ sha256: "0".repeat(64) }),
      isLacking(/not match the expected file/),
    );
    assert.deepEqual(await readdir(folder), []);
  });

  it("says so when a web page came instead", async () => {
    serve({ content: Buffer.from("<!DOCTYPE html><p>Sign in") });
    await assert.rejects(
      fetchIt({ sha256 }),
      isLacking(/not match the expected file/, { got: /web page/ }),
    );
  });

  it("goes on where a cut connection stopped", async () => {
    server.answer = (request, response) => {
      serveFile(request, response, {
        content,
        etag: '"v1"',
        ...(server.requests.length === 1 ? { cutAfter: 100_000 } : {}),
      });
    };
    await fetchIt({ sha256 });
    await assertWhole();
    assert.match(server.requests[1].headers.range ?? "", /^bytes=[1-9]\d*-$/);
    assert.equal(server.requests[1].headers["if-range"], '"v1"');
  });

  it("starts over when the version changed meanwhile", async () => {
    await writeFile(`${target}.part`, "bytes of an older version");
    await writeFile(`${target}.part-etag`, '"v0"');
    serve({ etag: '"v1"' });
    await fetchIt();
    await assertWhole();
  });

  it("starts over when nothing vouches for the bytes that are there", async () => {
    await writeFile(`${target}.part`, "bytes of unknown origin");
    await fetchIt();
    assert.equal(server.requests[0].headers.range, undefined);
    await assertWhole();
  });

  it("starts over once when the resumed whole has the wrong digest", async () => {
    await writeFile(`${target}.part`, "damaged bytes");
    await fetchIt({ sha256 });
    assert.equal(server.requests.length, 2);
    await assertWhole();
  });

  it("copes with servers that cannot resume", async () => {
    await writeFile(`${target}.part`, content.subarray(0, 1000));
    serve({ ignoreRange: true });
    await fetchIt({ sha256 });
    await assertWhole();
  });

  it("takes a part that is whole already", async () => {
    await writeFile(`${target}.part`, content);
    await fetchIt({ sha256 });
    await assertWhole();
  });

  it("drops a part that is longer than the file", async () => {
    await writeFile(`${target}.part`, Buffer.concat([content, content]));
    await fetchIt({ sha256 });
    await assertWhole();
  });

  it("ends with the same bytes wherever the connection breaks", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(120_000), { maxLength: 6 }), async (cuts) => {
        await rm(target, { force: true });
        const left = [...cuts];
        server.answer = (request, response) => {
          const cutAfter = left.shift();
          serveFile(request, response, {
            content,
            ...(cutAfter === undefined ? {} : { cutAfter }),
          });
        };
        await fetchIt({ sha256, patience: { ...patience, attempts: 8 } });
        await assertWhole();
      }),
      { numRuns: 15 },
    );
  });

  it("asks again after 503 and 429, and not after 404", async () => {
    server.answer = (request, response) => {
      const status = [503, 429].at(server.requests.length - 1) ?? 200;
      if (server.requests.length > 2) serveFile(request, response, { content });
      else response.writeHead(status).end();
    };
    await fetchIt({ sha256 });
    await assertWhole();
    server.requests.length = 0;
    server.answer = (_, response) => response.writeHead(404).end();
    await assert.rejects(
      fetchIt({ target: `${target}2` }),
      isLacking(/File not found/, { got: /^404 Not Found$/ }),
    );
    assert.equal(server.requests.length, 1);
  });

  it("says that access is refused", async () => {
    server.answer = (_, response) => response.writeHead(403).end();
    await assert.rejects(fetchIt(), isLacking(/Access denied/));
  });

  it("follows redirects, also to another server", async () => {
    const other = await startServer((request, response) => {
      serveFile(request, response, { content });
    });
    server.answer = (request, response) => {
      const location = request.url === "/file" ? "/elsewhere" : other.url("/there");
      response.writeHead(302, { location }).end();
    };
    await fetchIt({ sha256 });
    await assertWhole();
    await other.close();
  });

  it("refuses redirects in circles, to nowhere, and out of the web", async () => {
    server.answer = (_, response) => response.writeHead(302, { location: "/file" }).end();
    await assert.rejects(fetchIt(), isLacking(/Redirect loop/));
    server.answer = (_, response) => response.writeHead(302).end();
    await assert.rejects(fetchIt(), isLacking(/Redirect without a target/));
    server.answer = (_, response) => response.writeHead(302, { location: "ftp://x/y" }).end();
    await assert.rejects(fetchIt(), isLacking(/Unsafe redirect/));
  });

  for (const [kind, digest] of [
    ["SHA-256", sha256],
    ["git blob id", gitBlobSha1],
  ] as const) {
    it(`holds a model hub to the ${kind} that it declares before it redirects`, async () => {
      let declared = digest;
      server.answer = (request, response) => {
        if (request.url === "/cdn") serveFile(request, response, { content, etag: '"cdn"' });
        else {
          const headers = {
            location: "/cdn",
            "x-repo-commit": "c",
            "x-linked-etag": `"${declared}"`,
          };
          response.writeHead(302, headers).end();
        }
      };
      await fetchIt();
      await assertWhole();
      declared = declared.replace(/./g, "1");
      await assert.rejects(
        fetchIt({ target: `${target}2` }),
        isLacking(/not match the expected file/),
      );
    });
  }

  it("refuses a file that is too large, whether or not the server says so", async () => {
    await assert.rejects(fetchIt({ maxBytes: 1000 }), isLacking(/exceeds the expected size/));
    server.answer = (_, response) => {
      response.writeHead(200, { "transfer-encoding": "chunked" });
      response.end(content);
    };
    await assert.rejects(fetchIt({ maxBytes: 1000 }), isLacking(/exceeds the expected size/));
    assert.ok(!existsSync(target));
  });

  it("says which host cannot be reached", async () => {
    await server.close();
    await assert.rejects(
      fetchIt(),
      isLacking(/Cannot download from 127\.0\.0\.1/, { got: /ECONNREFUSED.*3 attempts/ }),
    );
    await assert.rejects(
      fetchIt({ url: "http://no-such-host.invalid/x" }),
      isLacking(/Cannot download from no-such-host\.invalid/),
    );
  });

  it("gives up on a server that never answers", async () => {
    server.answer = () => undefined;
    await assert.rejects(
      fetchIt({ patience: { ...patience, answer: 50 } }),
      isLacking(/Cannot download/, { got: /no answer within 0\.05 s/ }),
    );
  });

  it("goes on after a connection fell silent", async () => {
    server.answer = (request, response) => {
      if (server.requests.length > 1) serveFile(request, response, { content });
      else {
        response.writeHead(200, { "content-length": content.length });
        response.write(content.subarray(0, 5000));
      }
    };
    await fetchIt({ sha256 });
    await assertWhole();
  });

  it("fetches once when two ask at the same time", async () => {
    const both = await Promise.all([fetchIt({ sha256 }), fetchIt({ sha256 })]);
    assert.deepEqual(both.map(({ fetched }) => fetched).sort(), [false, true]);
    assert.equal(server.requests.length, 1);
  });

  it("says that the disk is full", async function () {
    if (!existsSync("/dev/full")) this.skip();
    await symlink("/dev/full", `${target}.part`);
    await assert.rejects(fetchIt({ sha256 }), isLacking(/disk is full/, { fix: /AMTL_CACHE/ }));
    assert.ok(!existsSync(target));
  });

  it("asks for space before it fills a disk", async function () {
    const disk = smallDisk(64);
    if (disk === null) return this.skip();
    try {
      await assert.rejects(
        fetchIt({ target: join(disk.folder, "file.bin") }),
        isLacking(/Not enough disk space/, { got: /bytes free/ }),
      );
    } finally {
      disk.remove();
    }
  });

  it("says that a folder cannot be written", async () => {
    await writeFile(join(folder, "a-file"), "");
    const below = join(folder, "a-file", "x");
    await assert.rejects(fetchIt({ target: below }), isLacking(/Cannot write/));
  });
});
