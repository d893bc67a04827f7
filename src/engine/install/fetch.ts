import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { lacking } from "../../base/errors.js";
import { fullDisk } from "./disk.js";
import type { Distribution } from "./distributions.js";
import type { InstallOptions } from "./events.js";
import type { PinnedWheel } from "./pinned.js";
import type { Command } from "./tools.js";

const POLL_MS = 500;

/**
 * Downloads the wheels of a distribution with pip, which follows the user's own pip configuration (index,
 * proxy, certificates) and refuses a file that is not the one pinned here by SHA-256. It works with any
 * Python that has pip: the wheels are only unpacked, never installed.
 *
 * @param staging an empty folder; pip's temporary files go there too, so that one disk must have the room
 * @returns the wheels' paths, in the distribution's order
 * @throws AmtlError (4) without network, on a full disk, when a wheel is not what was expected
 */
export async function fetchWheels(
  distribution: Distribution,
  staging: string,
  pip: Command,
  { report, signal }: InstallOptions,
): Promise<string[]> {
  const wheels = join(staging, "wheels");
  const temporary = join(staging, "tmp");
  const requirements = join(staging, "requirements.txt");
  await mkdir(wheels);
  await mkdir(temporary);
  const lines = distribution.wheels.map((w) => `${w.requirement} --hash=sha256:${w.sha256}\n`);
  await writeFile(requirements, lines.join(""));
  const [program, ...first] = pip;
  const running = execa(
    program,
    [
      ...first,
      "download",
      ...["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check"],
      ...["--no-input", "--progress-bar=off", "--retries=2", "--require-hashes"],
      ...["--implementation", "cp", "--python-version", "3.11", "--abi", "cp311"],
      ...distribution.platforms.flatMap((platform) => ["--platform", platform]),
      ...["-d", wheels, "-r", requirements],
    ],
    {
      reject: false,
      stdin: "ignore",
      all: true,
      env: { TMPDIR: temporary, PIP_REQUIRE_VIRTUALENV: "0" },
      ...(signal !== undefined && { cancelSignal: signal }),
    },
  );
  const total = distribution.wheels.reduce((sum, wheel) => sum + wheel.bytes, 0);
  const timer = setInterval(() => {
    void sizeOf(staging).then((bytes) => {
      report({ type: "progress", step: "downloading", bytes: Math.min(bytes, total), total });
    });
  }, POLL_MS);
  const { exitCode, all } = await running.finally(() => {
    clearInterval(timer);
  });
  signal?.throwIfAborted();
  if (exitCode !== 0) throw explainPip(all, program, staging);
  report({ type: "progress", step: "downloading", bytes: total, total });
  return locateWheels(distribution.wheels, wheels);
}

/** Bytes of the files below a folder, as far as they are there at this moment. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function explainPip(output: string, program: string, staging: string): Error {
  if (/No space left on device|Disk quota exceeded|Errno 28/.test(output)) return fullDisk(staging);
  const errors = output
    .split("\n")
    .filter((line) => line.startsWith("ERROR:"))
    .map((line) => line.slice("ERROR:".length).trim());
  const got =
    errors.length > 0 ? errors.join("; ") : output.trim().split("\n").slice(-3).join("; ");
  if (output.includes("DO NOT MATCH THE HASHES")) {
    return lacking("Download does not match the published file", {
      got,
      fix: "run the same command again; if it stays so, ask who runs your package index or proxy",
    });
  }
  return lacking("pip could not download the TensorFlow library", {
    got: got === "" ? `${program} ended without a message` : got,
    fix: "check the network (pip's own settings, such as PIP_INDEX_URL and PIP_PROXY, count) and run the same command again",
  });
}

/** pip names a file after its project with "_" for "-", then the version. */
async function locateWheels(wheels: readonly PinnedWheel[], folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return wheels.map(({ requirement }) => {
    const start = `${requirement.replaceAll("-", "_").replace("==", "-")}-`.toLowerCase();
    const name = names.find((candidate) => candidate.toLowerCase().startsWith(start));
    if (name !== undefined) return join(folder, name);
    throw lacking(`pip downloaded no wheel for ${requirement}`, {
      where: folder,
      got: names.join(", "),
    });
  });
}
