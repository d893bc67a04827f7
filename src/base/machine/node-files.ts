import { createReadStream } from "node:fs";
import * as node from "node:fs/promises";
import { createInterface } from "node:readline";
import { readPlainFile, READING } from "../plain-file.js";
import type { Files, FoundText } from "./contract.js";

async function readText(path: string): Promise<FoundText> {
  const found = await readPlainFile(path);
  return "why" in found ? found : { text: found.bytes.toString() };
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
  readLines: (path) => createInterface({ input: createReadStream(path, "utf8") }),
};
