import type { Files } from "./contract.js";
import { machine } from "./machine.js";

/* The files of the machine that the program runs on, named as in `node:fs/promises`. */

export type { FileFacts, OpenFile } from "./contract.js";

export const mkdir: Files["mkdir"] = (path) => machine().files.mkdir(path);
export const rmdir: Files["rmdir"] = (path) => machine().files.rmdir(path);
export const readdir: Files["readdir"] = (path) => machine().files.readdir(path);
export const rename: Files["rename"] = (from, to) => machine().files.rename(from, to);
export const link: Files["link"] = (from, to) => machine().files.link(from, to);
export const rm: Files["rm"] = (path, options) => machine().files.rm(path, options);
export const stat: Files["stat"] = (path) => machine().files.stat(path);
export const lstat: Files["lstat"] = (path) => machine().files.lstat(path);
export const open: Files["open"] = (path, how) => machine().files.open(path, how);
export const writeFile: Files["writeFile"] = (path, text, options) =>
  machine().files.writeFile(path, text, options);
export const appendFile: Files["appendFile"] = (path, text) =>
  machine().files.appendFile(path, text);
export const readFile: Files["readFile"] = (path, encoding) =>
  machine().files.readFile(path, encoding);
export const readBytes: Files["readBytes"] = (path) => machine().files.readBytes(path);
export const readText: Files["readText"] = (path) => machine().files.readText(path);
export const readLines: Files["readLines"] = (path) => machine().files.readLines(path);
