import assert from "node:assert/strict";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError, ExitCode } from "../../src/base/errors.js";
import { createFile, diskError, makeFolder, replaceFile } from "../../src/store/files.js";
import { systemError as withoutStack } from "../../src/store/disk-errors.js";
import { claimNext, isAlive } from "../../src/store/claims/claim.js";
import { endAttempt } from "../../src/store/claims/ended.js";
import { resultsFolders, resultsRoot, scoresDir, trainDir } from "../../src/store/paths.js";
import { smallDisk } from "../support/machines/small-disk.js";
import { inFolder } from "../support/runs/runs.js";

const systemError = (code: string): Error => Object.assign(new Error(code), { code });

describe("files of the store", () => {
  it("are created once and replaced as a whole", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "file");
      assert.equal(await createFile(path, "first"), true);
      assert.equal(await createFile(path, "second"), false);
      assert.equal(await readFile(path, "utf8"), "first");
      await replaceFile(path, "third");
      assert.equal(await readFile(path, "utf8"), "third");
      assert.deepEqual(await readdir(folder), ["file"]);
    });
  });

  for (const code of [
    "ENOSPC",
    "EDQUOT",
    "EACCES",
    "EROFS",
    "EMFILE",
    "EIO",
    "ESTALE",
    "EISDIR",
    "ELOOP",
  ]) {
    it(`turn ${code} into an error that names the folder and asks for no new run`, () => {
      const error = diskError(systemError(code), "/some/folder");
      assert.ok(error instanceof AmtlError && error.exitCode === ExitCode.lacking);
      assert.equal(error.details.where, "/some/folder");
    });
  }

  it("know a quota that is used up by its number, as Node has no name for it", () => {
    const error = Object.assign(new Error("Unknown system error -122"), { errno: -122 });
    const turned = diskError(error, "/some/folder");
    assert.ok(turned instanceof AmtlError && turned.message === "The disk is full");
  });

  it("turn any other error of the system into one without a stack at the end", () => {
    const busy = Object.assign(systemError("EBUSY"), { syscall: "rename", path: "/some/file" });
    const turned = withoutStack(busy);
    assert.ok(turned instanceof AmtlError && turned.exitCode === ExitCode.lacking);
    assert.equal(turned.details.where, "/some/file");
    const bug = new TypeError("not a function");
    assert.equal(withoutStack(bug), bug);
  });

  it("leave other errors as they are", () => {
    const error = systemError("EINVAL");
    assert.equal(diskError(error, "/some/folder"), error);
  });

  it("say so when the disk is full, leave nothing torn, and go on when there is space", async function () {
    const disk = smallDisk(64);
    if (disk === null) {
      this.test!.title += " (skipped: may not mount a small disk here)";
      this.skip();
    }
    try {
      const path = join(disk.folder, "file");
      await createFile(path, "small");
      const full = (error: unknown): boolean =>
        error instanceof AmtlError && error.message.includes("disk is full");
      await assert.rejects(replaceFile(path, "x".repeat(200_000)), full);
      await assert.rejects(createFile(`${path}2`, "x".repeat(200_000)), full);
      assert.equal(await readFile(path, "utf8"), "small");
      assert.deepEqual(await readdir(disk.folder), ["file"]);
      disk.resize(1024);
      await replaceFile(path, "x".repeat(200_000));
    } finally {
      disk.remove();
    }
  });

  it("give a claim up even on a full disk", async function () {
    const disk = smallDisk(64);
    if (disk === null) {
      this.test!.title += " (skipped: may not mount a small disk here)";
      this.skip();
    }
    try {
      const claim = await claimNext(disk.folder, () => Promise.resolve(false));
      assert.ok(claim.state === "claimed");
      assert.equal(await isAlive(claim.dir), true);
      await writeFile(join(disk.folder, "filler"), "x".repeat(200_000)).catch(() => undefined);
      await endAttempt(claim.dir, "failed", "environment");
      assert.equal(await isAlive(claim.dir), false);
    } finally {
      disk.remove();
    }
  });

  it("cannot be made where the system takes none, and say so", async function () {
    if (process.platform !== "linux") this.skip();
    await assert.rejects(makeFolder("/proc/nothing/here"), /Cannot write/);
  });

  it("cannot be made where the user may not write", async function () {
    if (process.getuid?.() === 0) {
      this.test!.title += " (skipped: root may write everywhere)";
      this.skip();
    }
    await inFolder(async (folder) => {
      const locked = join(folder, "locked");
      await mkdir(locked);
      await chmod(locked, 0o500);
      await assert.rejects(makeFolder(join(locked, "below")), /Cannot write/);
    });
  });
});

describe("places of the store", () => {
  it("follow --results, then AMTL_RESULTS, then the project", () => {
    assert.equal(resultsRoot("/a", { AMTL_RESULTS: "/b" }), "/a");
    assert.equal(resultsRoot(undefined, { AMTL_RESULTS: "/b" }), "/b");
    assert.match(resultsRoot(undefined, {}), /results\/runs$/);
    assert.equal(resultsRoot(undefined, { AMTL_RESULTS: "" }), resultsRoot(undefined, {}));
  });

  it("are those of a checkout where a given folder is laid out as its results/", async () => {
    await inFolder(async (folder) => {
      assert.deepEqual(resultsFolders(folder), { runs: folder, tables: folder });
      await mkdir(join(folder, "runs"));
      assert.deepEqual(resultsFolders(folder), { runs: join(folder, "runs"), tables: folder });
      assert.equal(resultsRoot(folder), join(folder, "runs"));
    });
  });

  it("keep the scores of each evaluation set apart", () => {
    const folder = scoresDir("/r", "id", "redocred/test");
    assert.ok(folder.startsWith(trainDir("/r", "id")));
    assert.notEqual(folder, scoresDir("/r", "id", "redocred/dev"));
  });
});
