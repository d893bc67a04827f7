import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { AmtlError } from "../../../src/base/errors.js";
import { fetchFile } from "../../../src/corpus/download/fetch-file.js";
import type { FetchRequest, Progress } from "../../../src/corpus/download/request.js";
import { smallDisk } from "../../support/machines/small-disk.js";
import { IMPATIENT } from "./patience.js";
import { isLacking } from "./expect.js";
import { type Serving, serveFile, startServer, type TestServer } from "./server.js";

const content = randomBytes(300_000);
const sha256 = createHash("sha256").update(content).digest("hex");
const gitBlobSha1 = createHash("sha1")
  .update(`blob ${content.length}\0`)
  .update(content)
  .digest("hex");
const patience = IMPATIENT;

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
    fetchFile({
      url: server.url("/file"),
      target,
      maxBytes: 1e6,
      command: "amtl-run x",
      patience,
      ...more,
    });
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

  it("never appends bytes of another version", async () => {
    const other = randomBytes(content.length);
    // A server that honours ranges and not If-Range.
    server.answer = (request, response) => {
      delete request.headers["if-range"];
      const isFirst = server.requests.length === 1;
      serveFile(request, response, {
        content: isFirst ? other : content,
        ...(vouches && { etag: isFirst ? '"v1"' : '"v2"' }),
        ...(isFirst && { cutAfter: 1000 }),
      });
    };
    let vouches = true;
    await fetchIt();
    await assertWhole();
    await rm(target);
    server.requests.length = 0;
    vouches = false;
    await fetchIt();
    await assertWhole();
  });

  it("never writes through a link that lies where its own files go", async () => {
    const victim = join(folder, "victim");
    for (const put of [symlink, link]) {
      for (const name of ["part", "part-etag"]) {
        await writeFile(victim, "somebody else's");
        await put(victim, `${target}.${name}`);
        serve({ etag: '"v1"' });
        await fetchIt({ sha256 });
        assert.equal(await readFile(victim, "utf8"), "somebody else's", name);
        await rm(victim);
        await assertWhole();
        await rm(target);
      }
    }
    await writeFile(victim, "somebody else's");
    await symlink(victim, target);
    await fetchIt({ sha256 });
    assert.equal(await readFile(victim, "utf8"), "somebody else's");
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

  it("waits as long as a server asks, in seconds or by a date, and not for ever", async () => {
    const asked = async (value: string): Promise<number> => {
      await rm(target, { force: true });
      server.requests.length = 0;
      server.answer = (request, response) => {
        if (server.requests.length > 1) serveFile(request, response, { content });
        else response.writeHead(429, { "retry-after": value }).end();
      };
      const before = performance.now();
      await fetchIt({ sha256, patience: { ...patience, mostPause: 5000 } });
      return performance.now() - before;
    };
    assert.ok((await asked("1")) >= 1000);
    // Dates have whole seconds, so that half of one may be gone already.
    assert.ok((await asked(new Date(Date.now() + 2000).toUTCString())) >= 500);
    assert.ok((await asked("soon")) < 900);
    server.answer = (_, response) => response.writeHead(503, { "retry-after": "7200" }).end();
    await assert.rejects(
      fetchIt({ target: `${target}2` }),
      isLacking(/Cannot download/, { got: /503 .*asking to wait 2 h 0 min \(1 attempt\)/ }),
    );
  });

  it("ends with the same bytes if it is cut at any byte, and begun again", async () => {
    const small = content.subarray(0, 40);
    const digest = createHash("sha256").update(small).digest("hex");
    for (const versioned of [true, false]) {
      for (let cutAfter = 0; cutAfter <= small.length; cutAfter++) {
        await rm(target, { force: true });
        const serving = { content: small, ...(versioned && { etag: '"v1"' }) };
        server.requests.length = 0;
        server.answer = (request, response) => {
          serveFile(request, response, { ...serving, ...(isCut && { cutAfter }) });
        };
        let isCut = true;
        const once = { sha256: digest, patience: { ...patience, attempts: 1 } };
        if (cutAfter < small.length) await assert.rejects(fetchIt(once), isLacking(/Cannot/));
        isCut = false;
        await fetchIt(once);
        assert.ok((await readFile(target)).equals(small), `cut after ${cutAfter}`);
        assert.deepEqual(await readdir(folder), ["file.bin"]);
      }
    }
  });

  it("never uses a wrong byte, whichever it is and whatever is cut beside it", async () => {
    const small = content.subarray(0, 500);
    const digest = createHash("sha256").update(small).digest("hex");
    const answers = fc.array(
      fc.record({ wrong: fc.option(fc.nat(499)), cutAfter: fc.option(fc.nat(499)) }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(answers, fc.boolean(), async (planned, versioned) => {
        await rm(target, { force: true });
        const left = [...planned];
        server.answer = (request, response) => {
          const { wrong = null, cutAfter = null } = left.shift() ?? {};
          const sent = Buffer.from(small);
          if (wrong !== null) sent[wrong] ^= 1;
          serveFile(request, response, {
            content: sent,
            ...(versioned && { etag: '"v1"' }),
            ...(cutAfter !== null && { cutAfter }),
          });
        };
        await fetchIt({ sha256: digest }).catch((error: unknown) => {
          assert.ok(error instanceof AmtlError && error.exitCode === 4, String(error));
        });
        if (existsSync(target)) assert.ok((await readFile(target)).equals(small));
        left.length = 0;
        await fetchIt({ sha256: digest });
        assert.ok((await readFile(target)).equals(small));
      }),
      { numRuns: 30 },
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

  it("says that access is refused, and how to get it", async () => {
    server.answer = (_, response) => response.writeHead(403).end();
    await assert.rejects(fetchIt(), isLacking(/Access denied/));
    const access = { token: null, howToGet: "ask the owner" };
    await assert.rejects(
      fetchIt({ access }),
      isLacking(/Access denied/, { fix: /^ask the owner, then amtl-run x$/ }),
    );
  });

  it("gives a token to the server that it is for, and to no other", async () => {
    const other = await startServer((request, response) => {
      serveFile(request, response, { content });
    });
    server.answer = (request, response) => {
      const location = request.url === "/file" ? "/moved" : other.url("/there");
      response.writeHead(302, { location }).end();
    };
    await fetchIt({ sha256, access: { token: "secret", howToGet: "" } });
    assert.deepEqual(
      [...server.requests, ...other.requests].map(({ headers }) => headers.authorization),
      ["Bearer secret", "Bearer secret", undefined],
    );
    await other.close();
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
    assert.deepEqual(await readdir(folder), []);
  });

  it("says which host cannot be reached", async () => {
    await server.close();
    await assert.rejects(
      fetchIt(),
      isLacking(/Cannot download from 127\.0\.0\.1/, {
        got: /ECONNREFUSED.*2 attempts/,
        fix: /then amtl-run x: it goes on/,
      }),
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

  it("gives up on a server that sends a byte now and then", async () => {
    server.answer = (_, response) => {
      response.writeHead(200, { "content-length": content.length });
      const timer = setInterval(() => response.write("x"), 10);
      response.on("close", () => {
        clearInterval(timer);
      });
    };
    const pace = { bytes: 1000, within: 50 };
    await assert.rejects(
      fetchIt({ patience: { ...patience, pace, attempts: 2 } }),
      isLacking(/Cannot download/, { got: /\d bytes within 0\.05 s/ }),
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
    const disk = smallDisk(64);
    if (disk === null) return this.skip();
    server.answer = (_, response) => {
      response.writeHead(200, { "transfer-encoding": "chunked" });
      response.end(content);
    };
    try {
      const full = fetchIt({ target: join(disk.folder, "file.bin"), sha256 });
      await assert.rejects(full, isLacking(/disk is full/, { fix: /AMTL_CACHE/ }));
      assert.ok(!existsSync(join(disk.folder, "file.bin")));
    } finally {
      disk.remove();
    }
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
