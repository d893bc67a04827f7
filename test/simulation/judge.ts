import type { RunTask } from "../../src/contract/executor.js";
import type { RunEvent } from "../../src/contract/event.js";
import { FILES } from "../../src/store/paths.js";
import { VISIBLE_SECONDS } from "../../src/store/claims/refresh.js";
import { STALE_SECONDS } from "../../src/store/claims/heartbeat.js";
import { nodeAt, pathOf, type Disk, type FolderNode, type Node } from "./machine/disk.js";
import type { Kernel, Process } from "./machine/kernel.js";
import { EXPECTED, foldersOf, PREDICTIONS, TASKS } from "./runs.js";

/** Looks at the world from outside, where everything is seen, and says what must never be. */
export interface Judge {
  /** What was found, each once. */
  readonly violations: ReadonlySet<string>;
  readonly accuse: (violation: string) => void;
  /** A worker begins on an attempt. */
  readonly worked: (attempt: string, worker: Process) => void;
  /** A worker trains a run, by its folder. */
  readonly trains: (dir: string) => void;
  /** A command said something. */
  readonly heard: (event: RunEvent) => void;
  /** Something kept a process from beating for so many seconds. */
  readonly disturbed: (process: Process, seconds: number) => void;
  /** A result was damaged from outside: it may be replaced. */
  readonly damaged: (dir: string) => void;
  /** Whether all results of these runs are there, and sound. */
  readonly isComplete: (tasks: readonly RunTask[]) => boolean;
}

/** Less than so many seconds of disturbance keep no claim from being seen. */
const EXCUSE_SECONDS = STALE_SECONDS - 50;

const textIn = (folder: FolderNode, name: string): string | null => {
  const node = folder.entries.get(name);
  return node?.kind === "file" ? node.text : null;
};

export function newJudge(kernel: Kernel, disk: Disk): Judge {
  const violations = new Set<string>();
  const disturbances = new Map<Process, number>();
  /** Who works on a run, by its folder. */
  const workers = new Map<string, Process[]>();
  /** When each result appeared, in ms, by its folder. */
  const since = new Map<string, number>();
  const accuse = (violation: string): void => {
    violations.add(violation);
  };
  const isExcused = (process: Process): boolean =>
    (disturbances.get(process) ?? 0) >= EXCUSE_SECONDS;
  const ownerOf = (attempt: FolderNode): Process | undefined => {
    const text = textIn(attempt, FILES.owner);
    if (text === null) return undefined;
    const { pid, host } = JSON.parse(text) as { pid: number; host: string };
    return kernel.processes().find((each) => each.pid === pid && each.host.name === host);
  };

  const onResult = (folder: FolderNode, before: Node | null, after: Node | null): void => {
    const dir = pathOf(folder);
    const expected = EXPECTED.get(dir);
    const textBefore = before?.kind === "file" ? before.text : null;
    if (textBefore === expected && after !== null && after !== before)
      accuse("a sound result was replaced");
    if (after?.kind !== "file") return;
    if (after.text !== expected) accuse("a result appeared that is none of this run's");
    since.set(dir, kernel.now());
    const predictions = PREDICTIONS.get(dir);
    if (predictions === undefined) return;
    if (textIn(folder, FILES.predictions) !== predictions)
      accuse("a result appeared before the predictions that it was made of");
  };

  const onAttempt = (folder: FolderNode, name: string, before: Node | null, after: Node | null) => {
    if (before !== null) accuse("a claimed attempt was taken away");
    const earlier = folder.entries.get(String(Number(name) - 1));
    if (after === null || earlier?.kind !== "folder") return;
    const owner = ownerOf(earlier);
    if (owner === undefined || earlier.entries.has(FILES.ended)) return;
    if (owner.alive && !isExcused(owner)) accuse("a run was taken from a living claimant");
  };

  disk.watchers.push((folder, name, before, after) => {
    if (name === FILES.result) onResult(folder, before, after);
    else if (folder.name === "attempts" && /^\d+$/.test(name))
      onAttempt(folder, name, before, after);
  });

  const resultIn = (dir: string): string | null => {
    const folder = nodeAt(disk, dir);
    return folder?.kind === "folder" ? textIn(folder, FILES.result) : null;
  };
  const spoilt = new Set<string>();

  return {
    violations,
    accuse,
    worked: (attempt, worker) => {
      const run = attempt.slice(0, attempt.indexOf("/attempts/"));
      const others = (workers.get(run) ?? []).filter(({ alive }) => alive);
      const isDouble = others.some(
        ({ parent }) => parent?.alive === true && !isExcused(parent) && parent !== worker.parent,
      );
      if (isDouble) accuse("two living commands work on one run");
      workers.set(run, [...others, worker]);
    },
    trains: (dir) => {
      const appeared = since.get(dir) ?? Infinity;
      if (spoilt.has(dir) || kernel.now() - appeared < VISIBLE_SECONDS * 1000) return;
      accuse("a run was trained though it had its result");
    },
    heard: (event) => {
      if (event.type !== "finished") return;
      const task = TASKS.find(({ job }) => job.trainId.startsWith(event.run))!;
      for (const dir of foldersOf(task.job)) {
        if (spoilt.has(dir) || resultIn(dir) === EXPECTED.get(dir)) continue;
        accuse("a run was called finished without its results");
      }
    },
    disturbed: (process, seconds) => {
      disturbances.set(process, (disturbances.get(process) ?? 0) + seconds);
    },
    damaged: (dir) => {
      spoilt.add(dir);
    },
    isComplete: (tasks) =>
      tasks.every(({ job }) => foldersOf(job).every((dir) => resultIn(dir) === EXPECTED.get(dir))),
  };
}
