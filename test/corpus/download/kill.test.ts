import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fetchFile } from "../../../src/corpus/download/fetch-file.js";
import { serveFile, startServer } from "./server.js";

const content = randomBytes(2_000_000);
const sha256 = createHash("sha256").update(content).digest("hex");
const child = fileURLToPath(new URL(`kill-child${extname(import.meta.url)}`, import.meta.url));

describe("fetchFile, killed half-way", () => {
  it("leaves no file under the final name, and the next one goes on from its bytes", async function () {
    this.timeout(60_000);
    const folder = await mkdtemp(join(tmpdir(), "amtl-kill-"));
    const target = join(folder, "file.bin");
    let slow = true;
    const server = await startServer((request, response) => {
      if (!slow) {
        serveFile(request, response, { content, etag: '"v1"' });
        return;
      }
      response.writeHead(200, { "content-length": content.length, etag: '"v1"' });
      response.write(content.subarray(0, 500_000));
    });
    try {
      const victim = fork(child, [server.url("/file"), target, sha256]);
      await once(victim, "message");
      victim.kill("SIGKILL");
      await once(victim, "exit");
      assert.ok(!existsSync(target));
      slow = false;
      server.requests.length = 0;
      await fetchFile({
        url: server.url("/file"),
        target,
        sha256,
        maxBytes: 1e9,
        command: "amtl-run x",
      });
      assert.ok((await readFile(target)).equals(content));
      assert.match(server.requests[0].headers.range ?? "", /^bytes=[1-9]/);
      assert.deepEqual(await readdir(folder), ["file.bin"]);
    } finally {
      await server.close();
      await rm(folder, { recursive: true });
    }
  });
});
