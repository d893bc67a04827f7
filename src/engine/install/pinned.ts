/** A file of a wheel, known in advance. */
export interface PinnedFile {
  /** Its path in the wheel, and in the installation. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A wheel, known in advance: pip refuses any other file under this name. */
export interface PinnedWheel {
  /** pip's requirement, with the exact version. */
  readonly requirement: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The shared libraries that are kept of it. */
  readonly libraries: readonly PinnedFile[];
  /** Paths of the C headers that are kept of it. */
  readonly headers: readonly string[];
}

/** Reads a table of pinned files: SHA-256, bytes and path on each line. Throws on any other line. */
export const pinned = (table: string): PinnedFile[] =>
  table
    .trim()
    .split("\n")
    .map((line) => {
      const match = /^\s*([0-9a-f]{64})\s+(\d+)\s+(\S+)$/.exec(line);
      if (match === null) throw new Error(`Expected SHA-256, bytes and path, got "${line}"`);
      return { sha256: match[1], bytes: Number(match[2]), path: match[3] };
    });
