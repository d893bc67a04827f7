/**
 * `npm run bench [-- PART…]`: what the program costs, as JSON on standard output and as a table on standard error.
 * Parts: steps, queue, start; all of them unless some are named.
 */
import Table from "cli-table3";
import { badInput, describeError, ExitCode } from "../src/base/errors.js";
import type { Measure } from "./measure.js";

interface Part {
  readonly measure: () => readonly Measure[] | Promise<readonly Measure[]>;
  /** What the reader must know to read its numbers. */
  readonly note?: string;
}

const PARTS: Readonly<Record<string, () => Promise<Part>>> = {
  steps: async () => {
    const { measureSteps, STEP_NOTE } = await import("./steps.js");
    return { measure: measureSteps, note: STEP_NOTE };
  },
  queue: async () => ({ measure: (await import("./queue.js")).measureQueue }),
  start: async () => ({ measure: (await import("./start.js")).measureStart }),
};

const verdict = ({ value, limit }: Measure): string =>
  limit === null ? "" : value <= limit ? "within" : "over";

async function main(words: readonly string[]): Promise<void> {
  const names = words.length > 0 ? words : Object.keys(PARTS);
  const measures: Measure[] = [];
  const notes: string[] = [];
  for (const name of names) {
    if (!Object.hasOwn(PARTS, name)) {
      throw badInput(`Unknown part of the benchmark "${name}"`, {
        expected: Object.keys(PARTS).join(", "),
      });
    }
    process.stderr.write(`measuring ${name} …\n`);
    const { measure, note } = await PARTS[name]();
    measures.push(...(await measure()));
    if (note !== undefined) notes.push(note);
  }
  const table = new Table({
    head: ["what", "value", "unit", "limit", "", "how"],
    style: { head: [], border: [] },
  });
  for (const one of measures) {
    const limit = one.limit === null ? "" : String(one.limit);
    table.push([one.name, one.value.toFixed(2), one.unit, limit, verdict(one), one.how]);
  }
  process.stderr.write(`${[table.toString(), ...notes].join("\n")}\n`);
  process.stdout.write(`${JSON.stringify({ measures, notes }, null, 2)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = ExitCode.badInput;
}
