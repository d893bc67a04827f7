/*
 * What the store and the executors ask of the machine that they run on, as far as turns, claims, results and jobs rest
 * on it. Node's own functions answer (machine.ts); the simulator of test/simulation answers with a machine of its own.
 */

/** What a file is, as far as anybody asks. Times in ms, by the clock of the file system. */
export interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly isFile: () => boolean;
  readonly isDirectory: () => boolean;
}

/** An open file or folder. */
export interface OpenFile {
  readonly write: (text: string) => Promise<unknown>;
  readonly writeFile: (text: string) => Promise<void>;
  readonly read: (
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesRead: number; readonly buffer: Buffer }>;
  readonly stat: () => Promise<FileFacts>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What lies in the place of a file: its text, or in words why it has none. */
export type FoundText = { readonly text: string } | { readonly why: string };

export interface RemoveOptions {
  readonly recursive?: boolean;
  readonly force?: boolean;
  readonly maxRetries?: number;
}

/** Files and folders, as `node:fs/promises` names them; all reject with the system's error. */
export interface Files {
  readonly mkdir: (path: string) => Promise<unknown>;
  readonly rmdir: (path: string) => Promise<void>;
  readonly readdir: (path: string) => Promise<string[]>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly link: (from: string, to: string) => Promise<void>;
  readonly rm: (path: string, options?: RemoveOptions) => Promise<void>;
  readonly stat: (path: string) => Promise<FileFacts>;
  readonly lstat: (path: string) => Promise<FileFacts>;
  /** r: to read, without waiting for the writer of a pipe; w: empties the file or makes one; wx: makes one, and fails where one is. */
  readonly open: (path: string, how: "r" | "w" | "wx") => Promise<OpenFile>;
  readonly writeFile: (
    path: string,
    text: string,
    options?: { readonly flush?: boolean },
  ) => Promise<void>;
  readonly appendFile: (path: string, text: string) => Promise<void>;
  readonly readFile: (path: string, encoding: "utf8") => Promise<string>;
  readonly readBytes: (path: string) => Promise<Buffer>;
  /** The text of a file; a pipe in its place is never waited for. */
  readonly readText: (path: string) => Promise<FoundText>;
  /** The lines of a file as they are read, which may be larger than memory. */
  readonly readLines: (path: string) => AsyncIterable<string>;
}

/** Takes a timer back. */
export type Cancel = () => void;

/** Time as this machine measures it. All in ms. */
export interface Clock {
  /** Since some moment; never goes back. */
  readonly elapsed: () => number;
  /** Resolves after a while, or as soon as the signal comes. */
  readonly pause: (ms: number, stop?: AbortSignal) => Promise<void>;
  readonly after: (ms: number, act: () => void) => Cancel;
  /** @param holds whether the process stays for it. */
  readonly every: (ms: number, act: () => void, holds: boolean) => Cancel;
}

/** A process in terms that tell it from all others. */
export interface ProcessIdentity {
  readonly host: string;
  /** Boot and process-id namespace where Linux has them; elsewhere the host's name. */
  readonly machine: string;
  readonly pid: number;
  /** When it started, in the machine's own terms. */
  readonly started: string;
}

/** How a program ended that was asked something. */
export type ProgramAnswer =
  | { readonly ok: true; readonly stdout: string }
  /** missing: there is no such program. */
  | { readonly ok: false; readonly why: string; readonly missing: boolean };

export interface Processes {
  /** This process. */
  readonly self: () => Promise<ProcessIdentity>;
  /** Start of a process of this machine; null when it is gone (or is a zombie: dead, not yet collected). */
  readonly startOf: (pid: number) => Promise<string | null>;
  /**
   * Runs a program to its end. Never rejects.
   * @param env what its environment has beside this process's; undefined takes a variable away.
   */
  readonly ask: (
    program: string,
    words: readonly string[],
    timeoutMs: number,
    env: Readonly<Record<string, string | undefined>>,
  ) => Promise<ProgramAnswer>;
}

export interface Machine {
  readonly files: Files;
  readonly clock: Clock;
  readonly processes: Processes;
}
