import { systemError } from "./errors.js";

/** A file on the server. Times in ms, by the server's clock. */
export interface FileNode {
  readonly kind: "file";
  text: string;
  mtime: number;
  ctime: number;
  links: number;
}

export interface FolderNode {
  readonly kind: "folder";
  readonly entries: Map<string, Node>;
  /** Counts the changes of its entries. */
  version: number;
  mtime: number;
  ctime: number;
  /** Null of the root, and of one that was removed. */
  parent: FolderNode | null;
  name: string;
}

export type Node = FileNode | FolderNode;

/** An entry of a folder became another one. */
export type Watcher = (
  folder: FolderNode,
  name: string,
  before: Node | null,
  after: Node | null,
) => void;

/** The file server: what really is. Every operation is whole. */
export interface Disk {
  readonly root: FolderNode;
  /** Whoever judges the world looks on. */
  readonly watchers: Watcher[];
  /** Ms, by its own clock. */
  readonly now: () => number;
  isFull: boolean;
  readonly makeFile: (folder: FolderNode, name: string, path: string) => FileNode;
  readonly makeFolder: (folder: FolderNode, name: string, path: string) => FolderNode;
  readonly write: (file: FileNode, text: string, path: string) => void;
  readonly link: (file: FileNode, folder: FolderNode, name: string, path: string) => void;
  readonly rename: (
    from: FolderNode,
    name: string,
    to: FolderNode,
    newName: string,
    path: string,
  ) => void;
  readonly unlink: (folder: FolderNode, name: string, path: string) => void;
  readonly removeFolder: (folder: FolderNode, name: string, path: string) => void;
}

export const pathOf = (folder: FolderNode): string =>
  folder.parent === null ? folder.name : `${pathOf(folder.parent)}/${folder.name}`;

/** What lies at a path, whoever looks. */
export function nodeAt({ root }: Disk, path: string): Node | null {
  let node: Node | undefined = root;
  for (const name of path.split("/").slice(1)) {
    node = node?.kind === "folder" ? node.entries.get(name) : undefined;
  }
  return node ?? null;
}

const newFolder = (parent: FolderNode | null, name: string, now: number): FolderNode => ({
  kind: "folder",
  entries: new Map(),
  version: 0,
  mtime: now,
  ctime: now,
  parent,
  name,
});

/** @param now the server's clock. */
export function newDisk(now: () => number): Disk {
  const watchers: Watcher[] = [];
  const change = (folder: FolderNode, name: string, after: Node | null): void => {
    const before = folder.entries.get(name) ?? null;
    if (after === null) folder.entries.delete(name);
    else folder.entries.set(name, after);
    folder.version++;
    folder.mtime = folder.ctime = now();
    if (before?.kind === "file" && before !== after) before.links--;
    for (const watch of watchers) watch(folder, name, before, after);
  };
  const refuse = (code: string, call: string, path: string): never => {
    throw systemError(code, call, path);
  };
  const disk: Disk = {
    root: newFolder(null, "", now()),
    watchers,
    now,
    isFull: false,
    makeFile: (folder, name, path) => {
      if (folder.entries.has(name)) refuse("EEXIST", "open", path);
      const file: FileNode = { kind: "file", text: "", mtime: now(), ctime: now(), links: 1 };
      change(folder, name, file);
      return file;
    },
    makeFolder: (folder, name, path) => {
      if (folder.entries.has(name)) refuse("EEXIST", "mkdir", path);
      if (disk.isFull) refuse("ENOSPC", "mkdir", path);
      const made = newFolder(folder, name, now());
      change(folder, name, made);
      return made;
    },
    write: (file, text, path) => {
      // What was there already takes no more room.
      if (disk.isFull && text.length > file.text.length) refuse("ENOSPC", "write", path);
      file.text = text;
      file.mtime = file.ctime = now();
    },
    link: (file, folder, name, path) => {
      if (folder.entries.has(name)) refuse("EEXIST", "link", path);
      if (file.links === 0) refuse("ENOENT", "link", path);
      file.links++;
      change(folder, name, file);
    },
    rename: (from, name, to, newName, path) => {
      const node = from.entries.get(name) ?? refuse("ENOENT", "rename", path);
      const there = to.entries.get(newName);
      if (there?.kind === "folder") {
        if (node.kind === "file") refuse("EISDIR", "rename", path);
        if (there.entries.size > 0) refuse("ENOTEMPTY", "rename", path);
        there.parent = null;
      } else if (there !== undefined && node.kind === "folder") refuse("ENOTDIR", "rename", path);
      // Without its count: the file is moved, not removed.
      if (node.kind === "file") node.links++;
      else [node.parent, node.name, node.ctime] = [to, newName, now()];
      change(to, newName, node);
      change(from, name, null);
    },
    unlink: (folder, name, path) => {
      const node = folder.entries.get(name) ?? refuse("ENOENT", "unlink", path);
      if (node.kind === "folder") refuse("EISDIR", "unlink", path);
      change(folder, name, null);
    },
    removeFolder: (folder, name, path) => {
      const node = folder.entries.get(name) ?? refuse("ENOENT", "rmdir", path);
      if (node.kind === "file") refuse("ENOTDIR", "rmdir", path);
      else if (node.entries.size > 0) refuse("ENOTEMPTY", "rmdir", path);
      else node.parent = null;
      change(folder, name, null);
    },
  };
  return disk;
}
