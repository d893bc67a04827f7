import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../../base/cache.js";
import { NOTE_FOLDERS } from "../../base/notes.js";
import { readJson } from "../../base/read-json.js";
import { sealOf } from "../../base/seal.js";
import { json } from "../../base/shape.js";
import { digestFile } from "../../corpus/download/digest.js";
import { installedFolder } from "../../corpus/encoders/locate.js";
import { readConfig } from "../../corpus/files/config.js";
import { contentOf } from "../../corpus/files/content.js";
import { cachedPath } from "../../corpus/files/locate.js";
import { PUBLISHED_FILES } from "../../methods/datasets/registry.js";
import { dataFilesFolder, dataFileDigest } from "../../programs/data-files.js";
import { verified, type Verified } from "./folder.js";

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).sort();

/**
 * Reads what the user's cache holds that numbers rest on, and whose content is known: published data files, encoders
 * with known digests, the files that users' programs read, and notes of what was found out before.
 */
export async function verifyCaches(): Promise<readonly Verified[]> {
  return [
    ...(await dataFiles()),
    ...(await encoders()),
    ...(await workerData()),
    ...(await notes()),
  ];
}

const AGAIN = "it is written again when it is needed";

async function dataFiles(): Promise<readonly Verified[]> {
  const found: Verified[] = [];
  for (const { name, blob, content } of PUBLISHED_FILES) {
    const path = cachedPath(name);
    const digest = await digestFile(path).catch(() => null);
    if (digest === null) continue;
    // A copy may be written otherwise and say the same.
    const isPublished =
      digest.gitBlobSha1 === blob ||
      (await documentsIn(path, digest.sha256)) === content?.documents;
    const why = `its content is not the published one; remove it, then amtl-run data get ${name}`;
    found.push(await verified(path, isPublished ? null : why));
  }
  return found;
}

const documentsIn = (path: string, hash: string): Promise<string | null> =>
  contentOf(path, hash).then(
    ({ sha256 }) => sha256,
    () => null,
  );

async function encoders(): Promise<readonly Verified[]> {
  const found: Verified[] = [];
  for (const [id, sources = []] of Object.entries(readConfig().encoders)) {
    const known = sources.flatMap((source) =>
      source.from === "hub" ? Object.entries(source.sha256) : [],
    );
    for (const [name, sha256] of known) {
      const path = join(installedFolder(id), name);
      const digest = await digestFile(path).catch(() => null);
      if (digest === null) continue;
      const why = `its content is not the published one; remove its folder, then amtl-run encoder get ${id}`;
      found.push(await verified(path, digest.sha256 === sha256 ? null : why));
    }
  }
  return found;
}

async function workerData(): Promise<readonly Verified[]> {
  const folder = dataFilesFolder();
  const found: Verified[] = [];
  for (const name of await namesIn(folder)) {
    const expected = dataFileDigest(name);
    const digest = await digestFile(join(folder, name)).catch(() => null);
    if (expected === null || digest === null) continue;
    const fits = digest.sha256.startsWith(expected);
    const why = `its content does not fit the digest in its name; ${AGAIN}`;
    found.push(await verified(join(folder, name), fits ? null : why));
  }
  return found;
}

async function notes(): Promise<readonly Verified[]> {
  const found: Verified[] = [];
  for (const kind of NOTE_FOLDERS) {
    const folder = join(cacheFolder(), kind);
    for (const name of (await namesIn(folder)).filter((each) => each.endsWith(".json"))) {
      const note = await readJson(join(folder, name), json);
      const isSound = note.state === "value" && sealOf(note.value) !== "broken";
      found.push(await verified(join(folder, name), isSound ? null : `a damaged note; ${AGAIN}`));
    }
  }
  return found;
}
