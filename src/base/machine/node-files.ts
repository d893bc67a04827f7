import * as node from "node:fs/promises";
import { badInput } from "../errors.js";
import { notAFile, readPlainFile, READING } from "../plain-file.js";
import type { Files, FoundText } from "./contract.js";

async function readText(path: string): Promise<FoundText> {
  const found = await readPlainFile(path);
  return "why" in found ? found : { text: found.bytes.toString() };
}

async function* readLines(path: string): AsyncGenerator<string> {
  const handle = await node.open(path, READING);
  try {
    const why = notAFile(await handle.stat());
    if (why !== null) throw badInput("Cannot read file", { where: path, got: why });
    yield* handle.readLines({ encoding: "utf8", autoClose: false });
  } finally {
    await handle.close();
  }
}

/** Node's files. */
export const nodeFiles: Files = {
  mkdir: (path) => node.mkdir(path),
  rmdir: node.rmdir,
  readdir: (path) => node.readdir(path),
  rename: node.rename,
  link: node.link,
  rm: node.rm,
  stat: (path) => node.stat(path),
  lstat: (path) => node.lstat(path),
  open: (path, how) => node.open(path, how === "r" ? READING : how),
  writeFile: node.writeFile,
  appendFile: node.appendFile,
  readFile: (path, encoding) => node.readFile(path, encoding),
  readBytes: (path) => node.readFile(path),
  readText,
  readLines,
};
