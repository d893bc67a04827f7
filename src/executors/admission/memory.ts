import type { Job } from "../../contract/job.js";
import { newAdmission, type Admission, type Admitted, type Shortage } from "./admission.js";
import { listGpus, type Gpu } from "../machine/gpus.js";
import { freeMemory, usedBy } from "../machine/memory.js";
import type { Needs } from "./needs.js";
import type { Slot } from "../../contract/executor.js";

/** Keeps runs from starting where their memory is not free. */
export interface MemoryAdmission {
  /**
   * Resolves when the run may start on the slot.
   * @param wait called once, with the reason, when it has to wait for others to end.
   * @param warn called once a device when a run starts though it may not fit.
   */
  readonly admit: (
    job: Job,
    slot: Slot,
    wait: (reason: string) => void,
    warn: (message: string) => void,
    stop: AbortSignal,
  ) => Promise<Reservation>;
}

/** Memory kept for a run. */
export interface Reservation {
  readonly began: (pid: number | undefined) => void;
  /** @param over whether the run has all that it will get. */
  readonly release: (over: boolean) => Promise<void>;
}

/** What is free on the machine and its GPUs, and what a process holds already. */
export interface Meter {
  readonly host: () => Promise<number | null>;
  readonly gpu: (name: string) => Promise<Gpu | undefined>;
  readonly usedBy: (pid: number) => Promise<number>;
}

export const machineMeter: Meter = {
  host: () => freeMemory(),
  gpu: async (name) =>
    (await listGpus()).find(({ index, uuid }) => index === name || uuid === name),
  usedBy: (pid) => usedBy(pid),
};

const gb = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

/** Free memory less what the admitted runs will still take of it: those that have just started hold next to nothing. */
async function leftOnHost(meter: Meter, admitted: ReadonlySet<Admitted>): Promise<number | null> {
  const free = await meter.host();
  if (free === null) return null;
  const growth = await Promise.all(
    [...admitted].map(async ({ bytes, pid }) => {
      const used = pid === null ? 0 : await meter.usedBy(pid);
      return Math.max(0, bytes - used);
    }),
  );
  return growth.reduce((left, bytes) => left - bytes, free);
}

/** The driver does not tell for sure which process holds what, so others count as much as before the first run. */
function newGpuAdmission(meter: Meter, name: string): Admission {
  let others = 0;
  return newAdmission(async (admitted) => {
    const { totalBytes: total, freeBytes: free } = (await meter.gpu(name)) ?? {};
    if (typeof total !== "number" || typeof free !== "number") return null;
    if (admitted.size === 0) others = total - free;
    const promised = [...admitted].reduce((sum, { bytes }) => sum + bytes, 0);
    return Math.min(free, total - others - promised);
  });
}

/** @param meter what is free; the machine's but in tests. */
export function newMemory(needs: Needs, meter: Meter = machineMeter): MemoryAdmission {
  const host = newAdmission((admitted) => leftOnHost(meter, admitted));
  const gpus = new Map<string, Admission>();
  const admissionTo = (name: string): Admission => {
    const admission = gpus.get(name) ?? newGpuAdmission(meter, name);
    gpus.set(name, admission);
    return admission;
  };
  const warned = new Set<string>();
  return {
    admit: async (job, { gpu }, wait, warn, stop) => {
      const need = await needs.of(job, gpu !== null);
      const lacks = (where: string, how: string, { needs: bytes, left }: Shortage): string =>
        `a run like this takes about ${gb(bytes)}${where} (${how}), and ${gb(left)} are free`;
      const admitTo = (
        admission: Admission,
        bytes: number,
        where: string,
        how: string,
      ): Promise<Admitted> =>
        admission.admit(
          bytes,
          (shortage) => {
            wait(`${lacks(where, how, shortage)}; it starts when others have ended`);
          },
          (shortage) => {
            if (warned.has(where)) return;
            warned.add(where);
            warn(`${lacks(where, how, shortage)}; it starts all the same, with nothing beside it`);
          },
          stop,
        );
      const onGpu =
        gpu === null || need.gpu === 0
          ? null
          : await admitTo(admissionTo(gpu), need.gpu, ` on GPU ${gpu}`, "reckoned");
      const onHost = await admitTo(host, need.host, "", need.measured ? "measured" : "assumed");
      return {
        began: (pid) => {
          onHost.pid = pid ?? null;
        },
        release: async (over) => {
          if (over) await needs.learn(job);
          host.release(onHost);
          if (gpu !== null && onGpu !== null) admissionTo(gpu).release(onGpu);
        },
      };
    },
  };
}
