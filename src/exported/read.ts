import { existsSync } from "node:fs";
import { join } from "node:path";
import { badInput, type AmtlError } from "../base/errors.js";
import { readJson } from "../base/read-json.js";
import { both, fields, json, recordOf } from "../base/shape.js";
import { fileHashes } from "../corpus/files/hashes.js";
import { diskError, errorCode } from "../store/files.js";
import { DESCRIPTION, description, type Description } from "./description.js";
import { DECISIVE, EXPORTED, exportManifest } from "./files.js";

/** An exported model, whole as it was written. */
export interface ExportedModel {
  /** Absolute. */
  readonly folder: string;
  /** SHA-256 of its weights: what a run that starts from it is known by. */
  readonly sha256: string;
  readonly description: Description;
}

const config = both(recordOf(json), fields({ [DESCRIPTION]: description }));

/**
 * Reads what an exported model is. Its files are compared with its manifest; README.md and load.py may be edited.
 *
 * @param folder absolute.
 * @throws AmtlError (2) for a folder that `amtl-run export` has not written, or of which a file is gone or changed.
 */
export async function readExported(folder: string): Promise<ExportedModel> {
  const path = join(folder, EXPORTED.manifest);
  const manifest = await readJson(path, exportManifest).catch((error: unknown) => {
    throw diskError(error, folder);
  });
  if (manifest.state === "absent") {
    throw badInput("No exported model", {
      where: folder,
      expected: "a folder that amtl-run export has written",
      got: existsSync(folder) ? `no ${EXPORTED.manifest} in it` : "no such folder",
      fix: "amtl-run export RUN FOLDER writes one",
    });
  }
  if (manifest.state === "damaged") throw damaged(path, manifest.why);
  const filesOf = new Map(Object.entries(manifest.value.files));
  for (const name of DECISIVE) {
    const file = join(folder, name);
    const found = await fileHashes(file).catch((error: unknown) => {
      if (errorCode(error) === "ENOENT") return null;
      throw diskError(error, folder);
    });
    if (found === null) throw damaged(file, "no such file");
    if (found.sha256 !== filesOf.get(name)?.sha256) {
      throw damaged(file, "another content than its manifest says");
    }
  }
  const file = join(folder, EXPORTED.config);
  const read = await readJson(file, config);
  if (read.state !== "value") {
    throw damaged(file, read.state === "damaged" ? read.why : "no such file");
  }
  const { sha256 } = manifest.value.files[EXPORTED.weights];
  return { folder, sha256, description: read.value[DESCRIPTION] };
}

export const damaged = (where: string, got: string): AmtlError =>
  badInput("Damaged exported model", {
    where,
    expected: "a folder as amtl-run export wrote it",
    got,
    fix: "export the run again into another folder, or copy the folder again",
  });
