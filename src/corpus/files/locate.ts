import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { cacheFolder } from "../../base/cache.js";
import { type AmtlError, lacking } from "../../base/errors.js";
import type { PublishedFile } from "../../contract/corpus/dataset.js";
import { readConfig } from "./config.js";
import { publishedFile } from "../../methods/datasets/registry.js";

/** Folders that may hold corpus files, in the order in which they are asked. */
export function dataFolders(): string[] {
  const own = process.env.AMTL_DATA;
  const cached = cachedPath("");
  return own === undefined || own === "" ? [cached] : [resolve(own), cached];
}

/** Where a file goes that the program fetches itself. */
export const cachedPath = (name: string): string => join(cacheFolder(), "data", name);

/** Path of a published file ("redocred/dev_revised.json"), or null when no folder holds it. */
export async function findFile(name: string): Promise<string | null> {
  for (const folder of dataFolders()) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile() === true) return path;
  }
  return null;
}

/** Whose a file is, for people: "tonytan48/Re-DocRED (MIT)". */
export const originText = ({ from, licence }: PublishedFile): string =>
  licence === null ? from : `${from} (${licence})`;

/** Where a file can be had: a repository by its address. */
export const originPlace = (from: string): string =>
  /^[\w.-]+\/[\w.-]+$/.test(from) ? `https://github.com/${from}` : from;

/** How to bring a file: a command to paste where an address is known, else whom to ask. */
export function howToGet(name: string): string {
  if (readConfig().data[name] !== undefined) return `amtl-run data get ${name}`;
  return `bring it from ${originPlace(publishedFile(name).from)}`;
}

/** The error for a file that nothing holds: exit code 4. */
export function missingFile(name: string): AmtlError {
  const { counts, blob } = publishedFile(name);
  const size = counts === null ? "" : `${counts.documents} documents, `;
  const unset = (process.env.AMTL_DATA ?? "") === "" ? " (AMTL_DATA is not set)" : "";
  return lacking(`Data file ${name} not found`, {
    where: `looked in ${dataFolders().join(" and ")}${unset}`,
    expected: `${size}git blob ${blob}`,
    got: "no such file",
    fix: `${howToGet(name)}; or set AMTL_DATA to a folder that holds it`,
  });
}

/** {@link findFile}, for a file that has to be there. @throws AmtlError (4) when it is not. */
export async function locateFile(name: string): Promise<string> {
  const path = await findFile(name);
  if (path === null) throw missingFile(name);
  return path;
}
