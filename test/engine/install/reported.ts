import { join } from "node:path";
import { installEngine } from "../../../src/engine/install/install.js";
import type { Places } from "../../../src/engine/install/places.js";
import type { FakeWheel } from "./fake.js";

/** Installs, and returns the types of what it reports. */
export async function reported(
  wheel: FakeWheel,
  places: Places,
  check: "quick" | "every-byte" = "quick",
): Promise<string[]> {
  const events: string[] = [];
  await installEngine(wheel.distribution, places, {
    check,
    report: ({ type }) => events.push(type),
  });
  return events;
}

/** The installed library itself. */
export const library = (places: Places): string =>
  join(places.cache, "fake", "tensorflow", "libtensorflow_cc.so.2");
