import type { Disk, FolderNode, Node } from "./disk.js";

/**
 * What a host sees of the server's folders, as an NFS client does: names that it has looked up, absent ones too, and
 * listings, which it believes for a while unless it changes the folder itself. What it opens is asked of the server.
 */
export interface View {
  readonly lookup: (folder: FolderNode, name: string) => Node | null;
  readonly list: (folder: FolderNode) => readonly string[];
  /** The host changes an entry itself; what the server answers tells it whether others did before. */
  readonly change: <T>(folder: FolderNode, name: string, act: () => T) => T;
  /** The host is switched on again. */
  readonly forget: () => void;
}

interface Remembered {
  version: number;
  until: number;
  readonly names: Map<string, Node | null>;
  listing: readonly string[] | null;
}

/** @param ttlMs how long a folder is believed; 0: everything is seen at once, as on a disk of one's own. */
export function newView(disk: Disk, ttlMs: number): View {
  const folders = new Map<FolderNode, Remembered>();
  const remembered = (folder: FolderNode): Remembered => {
    const now = disk.now();
    const known = folders.get(folder);
    if (known !== undefined && known.until > now) return known;
    if (known?.version === folder.version) {
      known.until = now + ttlMs;
      return known;
    }
    const { version } = folder;
    const fresh: Remembered = { version, until: now + ttlMs, names: new Map(), listing: null };
    folders.set(folder, fresh);
    return fresh;
  };
  const isGone = (node: Node): boolean =>
    node.kind === "file" ? node.links === 0 : node.parent === null && node !== disk.root;
  const entryOf = (folder: FolderNode, name: string): Node | null =>
    folder.entries.get(name) ?? null;
  return {
    forget: () => {
      folders.clear();
    },
    lookup: (folder, name) => {
      if (ttlMs === 0) return entryOf(folder, name);
      const { names } = remembered(folder);
      const known = names.get(name);
      // What is gone gives ESTALE, after which the client asks anew.
      if (known !== undefined && (known === null || !isGone(known))) return known;
      const node = entryOf(folder, name);
      names.set(name, node);
      return node;
    },
    list: (folder) => {
      if (ttlMs === 0) return [...folder.entries.keys()];
      return (remembered(folder).listing ??= [...folder.entries.keys()]);
    },
    change: (folder, name, act) => {
      const known = folders.get(folder);
      const isCurrent = known?.version === folder.version;
      try {
        return act();
      } finally {
        if (known !== undefined && isCurrent) {
          known.version = folder.version;
          known.until = disk.now() + ttlMs;
          known.names.set(name, entryOf(folder, name));
          known.listing = null;
        } else folders.delete(folder);
      }
    },
  };
}
