import type { FileFacts, Files, OpenFile } from "../../src/base/machine/contract.js";
import { FILES } from "../../src/store/paths.js";
import type { Bug } from "./contract.js";

/*
 * Mistakes that the program does not make, put between it and its machine: a simulator that cannot find these would find
 * no others.
 */

/** The same file, with other times. */
const withTime = (file: OpenFile, timeOf: (facts: FileFacts) => number): OpenFile => ({
  ...file,
  stat: async () => {
    const facts = await file.stat();
    return { ...facts, mtimeMs: timeOf(facts) };
  },
});

const isHeartbeat = (path: string): boolean => path.endsWith(`/${FILES.heartbeat}`);

/** Files that are opened, changed on their way. */
const opening = (
  files: Files,
  change: (file: OpenFile, path: string, how: "r" | "w" | "wx") => OpenFile,
): Files => ({
  ...files,
  open: async (path, how) => change(await files.open(path, how), path, how),
});

/** Whoever claims takes no notice of heartbeats: each looks as old as can be. */
const heartbeatIgnored: Bug = {
  files: (files) =>
    opening(files, (file, path, how) =>
      isHeartbeat(path) && how === "r" ? withTime(file, () => 0) : file,
    ),
};

/** A claim does not look whether another one is there. */
const claimNotExclusive: Bug = {
  files: (files) => ({
    ...files,
    rename: async (from, to) => {
      if (/\/attempts\/\d+$/.test(to)) await files.rm(to, { recursive: true, force: true });
      await files.rename(from, to);
    },
  }),
};

/** A result gets its name before the predictions that it was made of. */
const resultBeforeScores: Bug = {
  files: (files) => {
    const held = new Map<string, () => Promise<void>>();
    return {
      ...files,
      rename: async (from, to) => {
        if (!to.endsWith(`/${FILES.predictions}`)) {
          await files.rename(from, to);
          return;
        }
        held.set(to.slice(0, to.lastIndexOf("/")), () => files.rename(from, to));
      },
      link: async (from, to) => {
        await files.link(from, to);
        await held.get(to.slice(0, to.lastIndexOf("/")))?.();
      },
    };
  },
};

/** What time it is, is asked of the machine and not of the file system that holds the heartbeats. */
const clockTrusted: Bug = {
  files: (files, { host }) =>
    opening(files, (file, path, how) =>
      how === "wx" && path.includes("/probe.")
        ? withTime(file, ({ mtimeMs }) => mtimeMs + host.skew)
        : file,
    ),
};

/** Timers that are taken back come all the same. */
const timerNotCancelled: Bug = {
  clock: (clock) => ({
    ...clock,
    after: (ms, act) => {
      clock.after(ms, act);
      return () => undefined;
    },
  }),
};

/** By what somebody would call them. */
export const BUGS: Readonly<Record<string, Bug>> = {
  "heartbeat ignored": heartbeatIgnored,
  "claim without exclusivity": claimNotExclusive,
  "result before scores": resultBeforeScores,
  "clock trusted across machines": clockTrusted,
  "timer not cancelled": timerNotCancelled,
};
