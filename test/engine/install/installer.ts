/**
 * Installs in a process of its own, as `amtl-run engine install` does, so that a test can interrupt or kill it. argv: the distribution and the places, as
 * JSON. Prints each event's type on a line.
 */
import { untilSignal } from "../../../src/cli/interrupt.js";
import type { Distribution } from "../../../src/engine/install/distributions.js";
import { installEngine } from "../../../src/engine/install/install.js";
import type { Places } from "../../../src/engine/install/places.js";

const [distribution, places] = process.argv.slice(2).map((text) => JSON.parse(text) as unknown);
const folder = await untilSignal((signal) =>
  installEngine(distribution as Distribution, places as Places, {
    check: "quick",
    report: ({ type }) => {
      process.stdout.write(`${type}\n`);
    },
    signal,
  }),
);
if (folder === null) process.exitCode = 130;
