import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Energy } from "../provenance.js";
import type { Meter } from "./meter.js";

/** The counters start again from zero after some ten minutes of full load, at the earliest. */
const LOOK_MS = 60_000;

interface Counter {
  readonly read: () => number;
  /** Microjoules at which it starts again from zero. */
  readonly range: number;
}

const numberIn = (path: string): number => Number(readFileSync(path, "utf8"));

function countersIn(root: string): Counter[] {
  // One a processor package; those of cores and memory (intel-rapl:0:0) are parts of it.
  const names = readdirSync(root).filter((name) => /^intel-rapl:\d+$/.test(name));
  return names.map((name) => {
    const path = join(root, name, "energy_uj");
    numberIn(path);
    return {
      read: () => numberIn(path),
      range: numberIn(join(root, name, "max_energy_range_uj")),
    };
  });
}

const unknown = (why: string): Meter => ({ begin: () => () => ({ joules: null, why }) });

/**
 * Measures what the processor packages take, by the counters that Linux has (RAPL).
 * @param root where Linux keeps them.
 */
export function processorMeter(root = "/sys/class/powercap"): Meter {
  let counters: readonly Counter[];
  try {
    counters = countersIn(root);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return unknown(code === "EACCES" ? `${root} is for root only` : `there is no ${root}`);
  }
  if (counters.length === 0) return unknown(`${root} has no counter of a processor`);
  let joules = 0;
  /** Why nothing is known any more: a meter must never end a training. */
  let lost: string | null = null;
  const readAll = (): readonly number[] | null => {
    try {
      return counters.map(({ read }) => read());
    } catch (error) {
      lost = `a counter cannot be read any more: ${(error as Error).message}`;
      clearInterval(timer);
      return null;
    }
  };
  const look = (): number => {
    const now = lost === null ? readAll() : null;
    if (now === null) return joules;
    counters.forEach(({ range }, i) => {
      const grown = now[i] - last[i];
      joules += (grown < 0 ? grown + range : grown) / 1e6;
    });
    last = now;
    return joules;
  };
  const timer = setInterval(look, LOOK_MS).unref();
  let last = readAll() ?? [];
  return {
    begin: () => {
      const before = look();
      return (): Energy => {
        const taken = look() - before;
        return lost === null
          ? { joules: taken, source: "RAPL: processor packages" }
          : { joules: null, why: lost };
      };
    },
  };
}
