import type { RunTask } from "../../src/contract/executor.js";
import { cancelFrom } from "./actors/cancel.js";
import type { Command } from "./actors/command.js";
import { damage } from "./damage.js";
import type { Process } from "./machine/kernel.js";
import type { Fault } from "./schedule.js";
import type { World } from "./contract.js";

const KILLED = { code: null, signal: "SIGKILL" } as const;

/** Who suffers the faults. */
export interface Victims {
  /** The command of that number, once it was typed. */
  readonly command: (at: number) => Command | undefined;
  readonly tasks: readonly RunTask[];
}

/** Lets a fault come over the world in its time. */
export function plant(fault: Fault, world: World, { command, tasks }: Victims): void {
  const { kernel, disk, judge, hosts, callWatchers, onPowerCut, cluster } = world;
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
        for (const tell of onPowerCut) tell(host);
        for (const process of kernel.processes())
          if (process.host === host) kernel.end(process, KILLED);
        // It is switched on again at once: what comes later runs, with no memory of what it saw.
        host.isDown = false;
        host.boots++;
      });
      return;
    case "freeze":
      later(fault.at, () => {
        const found = command(fault.command)?.process;
        if (found !== undefined) freeze(found, fault.seconds);
      });
      return;
    case "kill task":
      atCall(
        ({ name }) => name === "slurm task",
        fault.call,
        (process) => {
          kernel.outside(kernel.now(), () => {
            kernel.end(process, KILLED);
          });
        },
      );
      return;
    case "silent controller":
      later(fault.at, () => {
        cluster.silentUntil = kernel.now() + fault.seconds * 1000;
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
