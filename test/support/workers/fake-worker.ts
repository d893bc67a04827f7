import { Readable } from "node:stream";
import type { WorkerMessage } from "../../../src/contract/event.js";
import type { Launch, ProcessExit } from "../../../src/contract/worker.js";

/** A worker without a process; whoever tests says what it says and how it ends. */
export interface FakeWorker {
  readonly attempt: string;
  readonly say: (message: WorkerMessage) => void;
  /** Anything on standard output. */
  readonly print: (line: string) => void;
  readonly end: (exit: Partial<ProcessExit>) => void;
  /** What the executor has asked of it so far. */
  readonly asked: ("terminate" | "kill")[];
}

export interface FakeLaunch {
  readonly launch: Launch;
  /** Resolves with the next worker that is started, in order of their start. */
  readonly next: () => Promise<FakeWorker>;
  /** Workers that nobody has taken yet. */
  readonly waiting: () => number;
}

/** Stands in for {@link launchProcess}, so that a test decides when a worker exits, hangs or dies. */
export function fakeLaunch(): FakeLaunch {
  const started: FakeWorker[] = [];
  const takers: ((worker: FakeWorker) => void)[] = [];
  const launch: Launch = (attempt) => {
    const lines = new Readable({ objectMode: true, read: () => undefined });
    const asked: FakeWorker["asked"] = [];
    const exit = new Promise<ProcessExit>((resolve) => {
      const worker: FakeWorker = {
        attempt,
        asked,
        say: (message) => lines.push(JSON.stringify(message)),
        print: (line) => lines.push(line),
        end: (how) => {
          lines.push(null);
          resolve({ code: null, signal: null, startError: null, ...how });
        },
      };
      // After the executor has taken the worker over, as with a process.
      setImmediate(() => {
        const taker = takers.shift();
        if (taker === undefined) started.push(worker);
        else taker(worker);
      });
    });
    return Promise.resolve({
      pid: undefined,
      lines,
      exit,
      terminate: () => asked.push("terminate"),
      kill: () => asked.push("kill"),
    });
  };
  const next = (): Promise<FakeWorker> => {
    const worker = started.shift();
    if (worker !== undefined) return Promise.resolve(worker);
    return new Promise((resolve) => takers.push(resolve));
  };
  return { launch, next, waiting: () => started.length };
}
