import type { Machine } from "../../src/base/machine/contract.js";
import { newController } from "./cluster/controller.js";
import type { Bug, World } from "./contract.js";
import { newJudge } from "./judge.js";
import { newCalls, type Call, type Trouble } from "./machine/calls.js";
import { clockOf } from "./machine/clock.js";
import { newDisk } from "./machine/disk.js";
import { filesOf } from "./machine/files.js";
import { newKernel, type Host, type Limits, type Process } from "./machine/kernel.js";
import { newRandom } from "./machine/random.js";
import { newView, type View } from "./machine/view.js";
import type { Schedule } from "./schedule.js";

/** Far more than any schedule needs. */
const LIMITS: Limits = { ms: 12 * 3_600_000, events: 300_000 };

/** The file server's clock shows the world's time and this, in ms. */
const SERVER_ZERO = 1_700_000_000_000;

const startedOf = ({ pid, name }: Process): string => `${name} ${pid}`;

export function newWorld(schedule: Schedule, bug: Bug): World {
  const { seed, hosts: planned, lostAnswers, slow } = schedule;
  const kernel = newKernel(newRandom(seed), LIMITS);
  const disk = newDisk(() => SERVER_ZERO + kernel.now());
  const callWatchers: World["callWatchers"] = [];
  let calls = 0;
  const trouble: Trouble = {
    usualMs: 4,
    slowMs: slow * 1000,
    lostAnswers,
    onCall: (process) => {
      calls++;
      for (const watch of callWatchers) watch(process);
    },
  };
  const call: Call = newCalls(kernel, trouble);
  const hosts = planned.map(({ skew }, at): Host => ({
    name: `host${at}`,
    isDown: false,
    boots: 0,
    silentUntil: 0,
    skew: skew * 1000,
  }));
  const views = new Map<Host, View>(
    hosts.map((host, at) => [host, newView(disk, planned[at].believes * 1000)]),
  );
  const see = (process: Process): Machine => {
    const { host, pid } = process;
    const files = filesOf(process, views.get(host)!, { kernel, disk, call, trouble });
    const clock = clockOf(kernel, process);
    const identity = { host: host.name, machine: `boot ${host.boots} of ${host.name}`, pid };
    return {
      files: bug.files?.(files, process) ?? files,
      clock: bug.clock?.(clock) ?? clock,
      processes: {
        self: () => Promise.resolve({ ...identity, started: startedOf(process) }),
        startOf: (other) => {
          const found = kernel.processes().find((each) => each.pid === other);
          const isHere = found?.alive === true && found.host === host;
          return Promise.resolve(isHere ? startedOf(found) : null);
        },
        ask: (program, words) => call(process, () => world.cluster.answer(program, words)),
      },
    };
  };
  const base: Omit<World, "cluster"> = {
    kernel,
    disk,
    judge: newJudge(kernel, disk),
    trouble,
    hosts,
    start: (name, host, parent) => kernel.start(name, host, parent, see),
    callWatchers,
    onPowerCut: [
      (host) => {
        views.get(host)!.forget();
      },
    ],
    calls: () => calls,
  };
  const world: World = { ...base, cluster: newController(base, schedule.cluster) };
  return world;
}
