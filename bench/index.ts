/**
 * `npm run bench [-- PART… [--loss ID,…] [--backbone ID,…] [--shape NAME] [--pairs N] [--tables N] [--against STYLE,…]
 * [--batches N]]`: what the program costs, as JSON on standard output and as a table on standard error. Parts: steps,
 * queue, start, which are run unless some are named; report, which takes a minute; slots, which takes four minutes; losses, which takes an hour for
 * all and can be had one by one; backbones, which takes minutes in MiniLM's shape and a quarter of an hour in
 * BERT-base's; verdicts (`--tables N`), which takes minutes; pytorch, beside PyTorch where it is installed, which takes
 * minutes a shape.
 */
import { parseArgs } from "node:util";
import Table from "cli-table3";
import { badInput, describeError, ExitCode } from "../src/base/errors.js";
import type { Measure } from "./measure.js";

interface Part {
  readonly measure: () => readonly Measure[] | Promise<readonly Measure[]>;
  /** What the reader must know to read its numbers. */
  readonly note?: string;
}

interface Options {
  readonly loss?: string | undefined;
  readonly backbone?: string | undefined;
  /** The encoder below the backbones. */
  readonly shape?: string | undefined;
  readonly pairs?: string | undefined;
  /** How many tables are simulated. */
  readonly tables?: string | undefined;
  /** Styles of PyTorch. */
  readonly against?: string | undefined;
  /** How many batches of each kind PyTorch is compared on. */
  readonly batches?: string | undefined;
}

const USUAL = ["steps", "queue", "start"];

const PARTS: Readonly<Record<string, (options: Options) => Promise<Part>>> = {
  steps: async () => {
    const { measureSteps, STEP_NOTE } = await import("./steps.js");
    return { measure: measureSteps, note: STEP_NOTE };
  },
  queue: async () => ({ measure: (await import("./queue.js")).measureQueue }),
  slots: async () => ({ measure: (await import("./slots.js")).measureSlots }),
  report: async () => {
    const { measureReport, REPORT_NOTE } = await import("./report.js");
    return { measure: measureReport, note: REPORT_NOTE };
  },
  start: async () => ({ measure: (await import("./start.js")).measureStart }),
  verdicts: async ({ tables = "10000" }) => {
    const { measureVerdicts, VERDICT_NOTE } = await import("./verdicts/verdicts.js");
    const { measureCoverage, COVERAGE_NOTE } = await import("./verdicts/coverage.js");
    const { measureUndecidable, UNDECIDABLE_NOTE } = await import("./verdicts/undecidable.js");
    const rounds = Math.ceil(Number(tables) / 10);
    return {
      measure: () => [
        ...measureVerdicts(Number(tables)),
        ...measureUndecidable(Math.ceil(rounds / 100)),
        ...measureCoverage(rounds),
      ],
      note: `${VERDICT_NOTE} ${UNDECIDABLE_NOTE} ${COVERAGE_NOTE}`,
    };
  },
  losses: async ({ loss, pairs }) => {
    const { LOSS_NOTE, lossQuestion, measureLosses } = await import("./losses.js");
    const question = lossQuestion(loss?.split(",") ?? [], pairs);
    return { measure: () => measureLosses(question), note: LOSS_NOTE };
  },
  backbones: async ({ backbone, shape, pairs }) => {
    const { BACKBONE_NOTE, backboneQuestion, measureBackbones } = await import("./backbones.js");
    const question = backboneQuestion(backbone?.split(",") ?? [], shape, pairs);
    return { measure: () => measureBackbones(question), note: BACKBONE_NOTE };
  },
  pytorch: async ({ shape, against, batches }) => {
    const { pytorchQuestion } = await import("./pytorch/question.js");
    const question = pytorchQuestion(shape, against, batches);
    const pytorch = await import("./pytorch/pytorch.js");
    if (!pytorch.hasTorch()) return { measure: () => [], note: pytorch.NO_TORCH };
    return { measure: () => pytorch.measurePytorch(question), note: pytorch.PYTORCH_NOTE };
  },
};

function parsed(args: string[]) {
  try {
    const text = { type: "string" } as const;
    const options = {
      loss: text,
      backbone: text,
      shape: text,
      pairs: text,
      tables: text,
      against: text,
      batches: text,
    };
    return parseArgs({ args, allowPositionals: true, options });
  } catch (cause) {
    throw badInput(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const verdict = ({ value, limit }: Measure): string =>
  limit === null ? "" : value <= limit ? "within" : "over";

async function main(words: string[]): Promise<void> {
  const { positionals, values } = parsed(words);
  const usual = Object.keys(values).length > 0 ? ["losses"] : USUAL;
  const names = positionals.length > 0 ? positionals : usual;
  const measures: Measure[] = [];
  const notes: string[] = [];
  for (const name of names) {
    if (!Object.hasOwn(PARTS, name)) {
      throw badInput(`Unknown part of the benchmark "${name}"`, {
        expected: Object.keys(PARTS).join(", "),
      });
    }
    process.stderr.write(`measuring ${name} …\n`);
    const { measure, note } = await PARTS[name](values);
    measures.push(...(await measure()));
    if (note !== undefined) notes.push(note);
  }
  const table = new Table({
    head: ["what", "value", "unit", "limit", "", "how"],
    style: { head: [], border: [] },
  });
  for (const one of measures) {
    const limit = one.limit === null ? "" : String(one.limit);
    table.push([one.name, one.value.toPrecision(4), one.unit, limit, verdict(one), one.how]);
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
