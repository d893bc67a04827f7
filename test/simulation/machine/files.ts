import type { Files, OpenFile } from "../../../src/base/machine/contract.js";
import type { Call, Trouble } from "./calls.js";
import type { Disk, FileNode, FolderNode, Node } from "./disk.js";
import { systemError } from "./errors.js";
import { factsOf } from "./facts.js";
import { handleOn } from "./handle.js";
import type { Kernel, Process } from "./kernel.js";
import type { View } from "./view.js";

/** Where a path leads. */
interface Place {
  readonly folder: FolderNode;
  readonly name: string;
}

export interface FileWorld {
  readonly kernel: Kernel;
  readonly disk: Disk;
  readonly call: Call;
  readonly trouble: Trouble;
}

const split = new Map<string, readonly string[]>();

/** The folders of a path, which come again and again. */
function foldersOf(path: string, end: number): readonly string[] {
  const parent = path.slice(0, end);
  const known = split.get(parent);
  if (known !== undefined) return known;
  const found = parent.split("/").slice(1);
  // A folder that is prepared under a name of its own never comes again.
  if (!parent.includes("/.")) split.set(parent, found);
  return found;
}

/** The files that a process sees. */
export function filesOf(process: Process, view: View, world: FileWorld): Files {
  const { kernel, disk, trouble } = world;
  const call = <T>(act: () => T): Promise<T> => world.call(process, act);
  const place = (path: string, what: string): Place => {
    const end = path.lastIndexOf("/");
    let folder = disk.root;
    for (const name of foldersOf(path, end)) {
      const node = view.lookup(folder, name);
      if (node === null) throw systemError("ENOENT", what, path);
      if (node.kind === "file") throw systemError("ENOTDIR", what, path);
      folder = node;
    }
    return { folder, name: path.slice(end + 1) };
  };
  const find = (path: string, what: string): Node => {
    const { folder, name } = place(path, what);
    const node = view.lookup(folder, name);
    if (node === null) throw systemError("ENOENT", what, path);
    return node;
  };
  const textOf = (path: string): string => {
    const node = find(path, "open");
    if (node.kind === "folder") throw systemError("EISDIR", "read", path);
    return node.text;
  };
  /** Changes an entry; where the answer is lost, the client asks again, and hears of its own first request. */
  const change = (path: string, what: string, act: (at: Place) => void): Promise<void> =>
    call(() => {
      const at = place(path, what);
      view.change(at.folder, at.name, () => {
        act(at);
        if (kernel.random.chance(trouble.lostAnswers)) act(at);
      });
    });
  const openFile = (path: string, how: "r" | "w" | "wx"): Node => {
    if (how === "r") return find(path, "open");
    const at = place(path, "open");
    const there = at.folder.entries.get(at.name);
    if (there?.kind === "folder") throw systemError("EISDIR", "open", path);
    if (there !== undefined && how === "w") {
      disk.write(there, "", path);
      return there;
    }
    return view.change(at.folder, at.name, () => disk.makeFile(at.folder, at.name, path));
  };
  const handle = (path: string, node: Node): OpenFile => handleOn(process, node, path, world);
  const unlink = (path: string): Promise<void> =>
    change(path, "unlink", ({ folder, name }) => {
      disk.unlink(folder, name, path);
    });
  const rmdir = (path: string): Promise<void> =>
    change(path, "rmdir", ({ folder, name }) => {
      disk.removeFolder(folder, name, path);
    });
  const removeAll = async (path: string): Promise<void> => {
    if ((await call(() => find(path, "stat"))).kind === "file") return unlink(path);
    const names = await call(() => listing(path));
    for (const name of names) await removeAll(`${path}/${name}`);
    await rmdir(path);
  };
  const listing = (path: string): string[] => {
    const node = find(path, "scandir");
    if (node.kind === "file") throw systemError("ENOTDIR", "scandir", path);
    return [...view.list(node)];
  };
  const write = async (path: string, text: string, isAdded: boolean): Promise<void> => {
    const node = await call((): FileNode => {
      const at = place(path, "open");
      const there = at.folder.entries.get(at.name);
      if (there?.kind === "folder") throw systemError("EISDIR", "open", path);
      if (there === undefined)
        return view.change(at.folder, at.name, () => disk.makeFile(at.folder, at.name, path));
      if (!isAdded) disk.write(there, "", path);
      return there;
    });
    const file = handle(path, node);
    await file.write(text);
    await file.close();
  };
  const codeOf = (error: unknown): unknown =>
    error instanceof Error && "code" in error ? error.code : undefined;
  return {
    mkdir: (path) =>
      change(path, "mkdir", ({ folder, name }) => {
        disk.makeFolder(folder, name, path);
      }),
    rmdir,
    readdir: (path) => call(() => listing(path)),
    rename: (from, to) =>
      change(to, "rename", (target) => {
        const source = place(from, "rename");
        view.change(source.folder, source.name, () => {
          disk.rename(source.folder, source.name, target.folder, target.name, to);
        });
      }),
    link: (from, to) =>
      change(to, "link", ({ folder, name }) => {
        const file = find(from, "link");
        if (file.kind === "folder") throw systemError("EPERM", "link", from);
        disk.link(file, folder, name, to);
      }),
    rm: async (path, { recursive = false, force = false } = {}) => {
      try {
        await (recursive ? removeAll(path) : unlink(path));
      } catch (error) {
        if (!(force && codeOf(error) === "ENOENT")) throw error;
      }
    },
    stat: (path) => call(() => factsOf(find(path, "stat"))),
    lstat: (path) => call(() => factsOf(find(path, "lstat"))),
    open: async (path, how) => handle(path, await call(() => openFile(path, how))),
    writeFile: (path, text) => write(path, text, false),
    appendFile: (path, text) => write(path, text, true),
    readFile: (path) => call(() => textOf(path)),
    readBytes: async (path) => Buffer.from(await call(() => textOf(path))),
    readText: (path) =>
      call(() => {
        const node = find(path, "open");
        return node.kind === "file" ? { text: node.text } : { why: "a folder lies in its place" };
      }),
    readLines: async function* (path) {
      const text = await call(() => textOf(path));
      const lines = text.split("\n");
      if (lines.at(-1) === "") lines.pop();
      yield* lines;
    },
  };
}
