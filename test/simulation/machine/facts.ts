import type { FileFacts } from "../../../src/base/machine/contract.js";
import type { Node } from "./disk.js";

/** What `stat` says of a file or folder. */
export const factsOf = (node: Node): FileFacts => ({
  size: node.kind === "file" ? node.text.length : 0,
  mtimeMs: node.mtime,
  ctimeMs: node.ctime,
  isFile: () => node.kind === "file",
  isDirectory: () => node.kind === "folder",
});
