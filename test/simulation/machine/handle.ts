import type { OpenFile } from "../../../src/base/machine/contract.js";
import type { Call } from "./calls.js";
import type { Disk, FileNode, Node } from "./disk.js";
import { systemError } from "./errors.js";
import { factsOf } from "./facts.js";
import type { Kernel, Process } from "./kernel.js";

/**
 * An open file. What is written reaches the server at once or, as with NFS, when the file is flushed or closed. A process
 * that dies leaves what it wrote, and of what it was writing any beginning; a host that dies, only what reached the server.
 */
export function handleOn(
  process: Process,
  node: Node,
  path: string,
  { kernel, disk, call }: { readonly kernel: Kernel; readonly disk: Disk; readonly call: Call },
): OpenFile {
  const { random } = kernel;
  let waiting = "";
  let underWay = "";
  let isOpen = true;
  const fileOf = (): FileNode => {
    if (node.kind === "folder") throw systemError("EISDIR", "write", path);
    return node;
  };
  const flush = (): void => {
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
    disk.write(fileOf(), `${fileOf().text}${text}`, path);
  };
  const write = async (text: string): Promise<void> => {
    if (underWay === "" && waiting === "") process.onEnd.push(leave);
    underWay = text;
    await call(process, () => {
      underWay = "";
      waiting += text;
      if (random.chance(0.5)) flush();
    });
  };
  /** Only what waits needs the server. */
  const settle = (): Promise<void> => (waiting === "" ? Promise.resolve() : call(process, flush));
  const leave = (): void => {
    if (!isOpen) return;
    const begun = underWay.slice(0, random.below(underWay.length + 1));
    const left = process.host.isDown ? "" : `${waiting}${begun}`;
    if (left === "" || disk.isFull) return;
    disk.write(fileOf(), `${fileOf().text}${left}`, path);
  };
  return {
    write,
    writeFile: write,
    read: (buffer, offset, length, position) =>
      call(process, () => {
        const bytes = Buffer.from(fileOf().text).subarray(position, position + length);
        return { bytesRead: bytes.copy(buffer, offset), buffer };
      }),
    // A question about a file that was written flushes it, as on NFS.
    stat: () =>
      call(process, () => {
        flush();
        return factsOf(node);
      }),
    sync: settle,
    close: async () => {
      await settle();
      isOpen = false;
    },
  };
}
