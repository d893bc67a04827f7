import { requestRunCancel } from "../../src/store/claims/cancel.js";
import { planIdOf } from "../../src/store/plans/manifests.js";
import { cancelParent, listParents } from "../../src/store/plans/parents.js";
import type { RunTask } from "../../src/contract/executor.js";
import { FILES } from "../../src/store/paths.js";
import type { Command } from "./actors/command.js";
import type { Node } from "./machine/disk.js";
import type { Process } from "./machine/kernel.js";
import { foldersOf, ROOT } from "./runs.js";
import type { Fault } from "./schedule.js";
import type { World } from "./world.js";

const KILLED = { code: null, signal: "SIGKILL" } as const;

/** Who suffers the faults. */
export interface Victims {
  /** The command of that number, once it was typed. */
  readonly command: (at: number) => Command | undefined;
  readonly tasks: readonly RunTask[];
}

/** Lets a fault come over the world in its time. */
export function plant(fault: Fault, world: World, { command, tasks }: Victims): void {
  const { kernel, disk, judge, hosts, callWatchers } = world;
  const later = (seconds: number, act: () => void): void => {
    kernel.outside(seconds * 1000, act);
  };
  const freeze = (process: Process, seconds: number): void => {
    process.frozenUntil = Math.max(process.frozenUntil, kernel.now() + seconds * 1000);
    judge.disturbed(process, seconds);
  };
  const hostOf = (at: number) => hosts[at % hosts.length];
  /** Acts at one call of one process. */
  const atCall = (
    isMeant: (process: Process) => boolean,
    call: number,
    act: (p: Process) => void,
  ) => {
    const counts = new Map<Process, number>();
    callWatchers.push((process) => {
      if (!isMeant(process)) return;
      const count = counts.get(process) ?? 0;
      counts.set(process, count + 1);
      // Only the first of them.
      if (count === call && counts.size === 1) act(process);
    });
  };
  const ofWorker = (run: number) => (process: Process) =>
    process.parent !== null &&
    process.name.includes(tasks[run % tasks.length].job.trainId.slice(-6));

  switch (fault.kind) {
    case "kill command":
      atCall(
        (process) => process === command(fault.command)?.process,
        fault.call,
        (process) => {
          kernel.outside(kernel.now(), () => {
            kernel.end(process, KILLED);
          });
        },
      );
      return;
    case "kill worker":
      atCall(ofWorker(fault.run), fault.call, (process) => {
        kernel.outside(kernel.now(), () => {
          kernel.end(process, KILLED);
        });
      });
      return;
    case "freeze worker":
      atCall(ofWorker(fault.run), fault.call, (process) => {
        freeze(process, fault.seconds);
      });
      return;
    case "power cut":
      later(fault.at, () => {
        const host = hostOf(fault.host);
        host.isDown = true;
        for (const process of kernel.processes())
          if (process.host === host) kernel.end(process, KILLED);
        // It is switched on again at once: what comes later runs, with no memory of what it saw.
        host.isDown = false;
      });
      return;
    case "freeze":
      later(fault.at, () => {
        const found = command(fault.command)?.process;
        if (found !== undefined) freeze(found, fault.seconds);
      });
      return;
    case "silence":
      later(fault.at, () => {
        const host = hostOf(fault.host);
        host.silentUntil = kernel.now() + fault.seconds * 1000;
        for (const process of kernel.processes())
          if (process.host === host) judge.disturbed(process, fault.seconds);
      });
      return;
    case "full disk":
      later(fault.at, () => {
        disk.isFull = true;
      });
      later(fault.at + fault.seconds, () => {
        disk.isFull = false;
      });
      return;
    case "interrupt":
    case "interrupt twice":
      later(fault.at, () => command(fault.command)?.interrupt());
      if (fault.kind === "interrupt twice")
        later(fault.at + 3, () => command(fault.command)?.kill());
      return;
    case "cancel":
    case "cancel run":
      later(fault.at, () => {
        cancelFrom(world, tasks, fault.kind === "cancel" ? null : fault.run % tasks.length);
      });
      return;
    case "damage":
      later(fault.at, () => {
        damage(world, tasks[fault.run % tasks.length]);
      });
      return;
  }
}

/** `amtl-run cancel` on the first host: of all commands, or of a run that they have not begun. */
function cancelFrom(world: World, tasks: readonly RunTask[], run: number | null): void {
  const { kernel, hosts } = world;
  const process = world.start("amtl-run cancel", hosts[0], null);
  const planned = tasks.map(({ job, label }) => ({
    trainId: job.trainId,
    label,
    cells: [],
    evalIds: job.evals.map(({ evalId }) => evalId),
  }));
  const cancel = async (): Promise<void> => {
    for (const { folder } of await listParents(ROOT, planIdOf("smoke", planned))) {
      if (run === null) await cancelParent({ folder });
      else await requestRunCancel(folder, tasks[run].job.trainId);
    }
  };
  kernel.at(kernel.now(), process, () => {
    void cancel()
      .catch(() => undefined)
      .then(() => {
        kernel.end(process, { code: 0, signal: null });
      });
  });
}

/** Changes a letter in the last result of a run that is there. */
function damage({ disk, judge }: World, { job }: RunTask): void {
  for (const dir of foldersOf(job)) {
    let node: Node | undefined = disk.root;
    for (const name of `${dir}/${FILES.result}`.split("/").slice(1)) {
      node = node?.kind === "folder" ? node.entries.get(name) : undefined;
    }
    if (node?.kind !== "file") continue;
    judge.damaged(dir);
    node.text = node.text.replace('"steps": 1', '"steps": 3').replace('"pairs": 0', '"pairs": 4');
  }
}
