import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { explainDisk, requireSpace } from "./disk.js";
import { sizesOf, type Distribution } from "./distributions.js";
import { fetchWheels } from "./fetch.js";
import type { InstallOptions } from "./events.js";
import { underLock } from "./lock.js";
import {
  isUnchanged,
  markerPath,
  mtimeSeconds,
  readMarker,
  type MarkedFile,
  type Marker,
} from "./marker.js";
import { findPip, requireGlibc } from "./tools.js";
import { unpackWheel } from "./unpack.js";
import { verifyInstallation } from "./verify.js";

const STAGING = "staging-";

/**
 * Makes sure that the cache holds a distribution, whole and as published. Another process that does the
 * same is waited for; what a killed one left is cleared away. The finished folder appears by one rename.
 *
 * @returns the distribution's folder
 * @throws AmtlError (4) without pip, network or room on the disk
 */
export async function ensureLibraries(
  distribution: Distribution,
  cache: string,
  options: InstallOptions,
): Promise<string> {
  const folder = join(cache, distribution.folder);
  if (options.check === "quick" && (await isUnchanged(folder))) return folder;
  try {
    return await underLock(join(cache, "install.lock"), options, async () => {
      if (options.check === "quick" && (await isUnchanged(folder))) return folder;
      await clearStaging(cache);
      const { kind } = await verifyInstallation(folder, distribution, options.report);
      if (kind === "verified") await remark(folder);
      else await bring(distribution, cache, options);
      return folder;
    });
  } catch (error) {
    throw explainDisk(error, cache);
  }
}

/** Removes what installations that were killed left behind; called under the lock, so none is at work. */
async function clearStaging(cache: string): Promise<void> {
  const names = (await readdir(cache)).filter((name) => name.startsWith(STAGING));
  // A pip that outlived its installer may still write there; what cannot go now goes the next time.
  await Promise.allSettled(
    names.map((name) => rm(join(cache, name), { recursive: true, force: true, maxRetries: 3 })),
  );
}

async function bring(
  distribution: Distribution,
  cache: string,
  options: InstallOptions,
): Promise<void> {
  const { report, signal } = options;
  const folder = join(cache, distribution.folder);
  const { download, unpacked } = sizesOf(distribution.wheels);
  const what = distribution.wheels.map((wheel) => wheel.requirement).join(", ");
  requireGlibc();
  const pip = await findPip();
  report({ type: "plan", what, downloadBytes: download, unpackedBytes: unpacked, folder });
  await requireSpace(cache, Math.ceil((download + unpacked) * 1.05));
  const staging = await mkdtemp(join(cache, STAGING));
  try {
    const paths = await fetchWheels(distribution, staging, pip, options);
    const fresh = join(staging, "installation");
    await mkdir(fresh);
    const files: MarkedFile[] = [];
    let bytes = 0;
    for (const [at, wheel] of distribution.wheels.entries()) {
      const onBytes = (written: number): void => {
        bytes += written;
        report({ type: "progress", step: "unpacking", bytes: Math.min(bytes, unpacked), total: unpacked }); // prettier-ignore
      };
      const unpackedFiles = await unpackWheel(paths[at], wheel, fresh, onBytes, signal);
      files.push(...unpackedFiles);
      await rm(paths[at]);
    }
    const wheels = distribution.wheels.map(({ sha256 }, at) => ({ file: basename(paths[at]), sha256 })); // prettier-ignore
    const { id, version } = distribution;
    await writeMarker(fresh, { schema: 1, id, version, wheels, files });
    // A damaged folder makes way by a rename too: programs that run on its files keep them open.
    await rename(folder, join(staging, "damaged")).catch(() => undefined);
    await rename(fresh, folder);
  } finally {
    await rm(staging, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Writes the marker of an unpacked distribution, whole or not at all. */
async function writeMarker(folder: string, marker: Marker): Promise<void> {
  await writeFileAtomic(markerPath(folder), `${JSON.stringify(marker, null, 2)}\n`);
}

/** Notes the files' present times after a verification, so that the quick check trusts them again. */
async function remark(folder: string): Promise<void> {
  const marker = await readMarker(folder);
  if (marker === null) return;
  const files = await Promise.all(
    marker.files.map(async (file) => ({
      ...file,
      mtime: mtimeSeconds((await stat(join(folder, file.path))).mtimeMs),
    })),
  );
  await writeMarker(folder, { ...marker, files });
}
