import type { Launch, ProcessExit, Worker } from "../../../src/contract/worker.js";
import { newChannel } from "../machine/channel.js";
import type { Process } from "../machine/kernel.js";
import type { World } from "../contract.js";
import { work, type WorkerPlan } from "./worker.js";

/** Ms until a new process runs, and until what one does reaches another. */
const [START_MS, SIGNAL_MS] = [200, 5];

/** Starts workers as processes of the simulated world: children of the process that asks. */
export function launchIn(
  world: Pick<World, "kernel" | "judge" | "start">,
  parent: Process,
  planOf: (attempt: string) => WorkerPlan,
): Launch {
  const { kernel } = world;
  const { random } = kernel;
  return (attempt): Promise<Worker> => {
    const child = world.start(`worker of ${attempt.slice(-12)}`, parent.host, parent);
    const output = newChannel();
    const toParent = (act: () => void): void => {
      kernel.at(kernel.now() + SIGNAL_MS, parent, act);
    };
    let isStopped = false;
    let isOrphan = false;
    parent.onEnd.push(() => {
      isOrphan = true;
    });
    const exit = new Promise<ProcessExit>((resolve) => {
      child.onEnd.push(({ code, signal }) => {
        toParent(() => {
          output.end();
          resolve({ code, signal, startError: null });
        });
      });
    });
    world.judge.worked(attempt, child);
    kernel.at(kernel.now() + random.next() * START_MS, child, () => {
      const running = work(attempt, {
        plan: planOf(attempt),
        say: (message) => {
          const line = JSON.stringify(message);
          toParent(() => {
            output.put(line);
          });
        },
        isStopped: () => isStopped || isOrphan,
        onTrain: world.judge.trains,
        die: () => {
          kernel.end(child, { code: null, signal: "SIGKILL" });
          return new Promise<never>(() => undefined);
        },
      });
      void running.then((code) => {
        kernel.end(child, { code, signal: null });
      });
    });
    return Promise.resolve({
      pid: child.pid,
      lines: output.lines,
      exit,
      terminate: () => {
        kernel.at(kernel.now() + SIGNAL_MS, child, () => {
          isStopped = true;
        });
      },
      kill: () => {
        // Nothing keeps a process from being killed, not even that it is stopped.
        kernel.outside(kernel.now() + SIGNAL_MS, () => {
          kernel.end(child, { code: null, signal: "SIGKILL" });
        });
      },
    });
  };
}
