import yargs, { type Argv } from "yargs";
import { AmtlError, ExitCode, badInput, describeError } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import type { CommandEntry } from "./command.js";
import { COMMANDS } from "./commands.js";

/** A table or figure as a command of its own: `amtl-run table4` is short for `amtl-run run table4`. */
const EXPERIMENT = /^(table|figure|fig)\d*[a-z]?$|^all$|^\.{0,2}\/.*\.[cm]?[jt]s$/;

/**
 * The command line. Results go to standard output, everything else to standard error.
 *
 * @param argv arguments after the program's name.
 * @returns the exit code (README, "Exit codes").
 */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  process.stdout.on("error", quietPipe);
  try {
    return await run(argv);
  } catch (error) {
    process.stderr.write(`amtl-run: ${describeError(error)}\n`);
    return error instanceof AmtlError ? error.exitCode : ExitCode.failed;
  }
}

async function run(argv: readonly string[]): Promise<ExitCode> {
  const first = argv.at(0);
  if (first === undefined) {
    await run(["--help"]);
    return ExitCode.badInput;
  }
  let exit: ExitCode = ExitCode.done;
  if (!first.startsWith("-")) refuseUnknownCommand(first);
  const words = EXPERIMENT.test(first) ? ["run", ...argv] : argv;
  await parser(words, (code) => {
    exit = code;
  }).parseAsync();
  return exit;
}

function parser(words: readonly string[], done: (code: ExitCode) => void): Argv {
  const program = yargs([...words])
    .scriptName("amtl-run")
    .usage("$0 <command> [options]\n\nReproduces the tables of the AMTL paper, cell by cell.")
    .strict()
    .exitProcess(false)
    .version(false)
    .help()
    .alias("help", "h")
    .wrap(Math.min(100, process.stdout.isTTY ? process.stdout.columns : 100))
    .fail((message, error) => {
      throw (error as Error | undefined) ?? usageError(message, optionNames(program));
    });
  for (const entry of COMMANDS) register(program, entry, done);
  return program;
}

function register(program: Argv, entry: CommandEntry, done: (code: ExitCode) => void): void {
  program.command({
    command: entry.command,
    describe: entry.describe,
    builder: async (current: Argv) => (await entry.load()).default.builder(current),
    handler: async (options) => {
      done(await (await entry.load()).default.handler(options as never));
    },
  });
}

function refuseUnknownCommand(name: string): void {
  const known = COMMANDS.map(({ command }) => command.split(" ", 1)[0]);
  if (known.includes(name) || EXPERIMENT.test(name)) return;
  const meant = nearest(name, [...known, "table4", "all"]);
  throw badInput(`Unknown command "${name}"`, {
    expected: `${known.join(", ")}, or an experiment such as table4`,
    got: name,
    ...(meant !== undefined && { fix: `amtl-run ${meant}` }),
  });
}

/** Options that the command at hand declares; yargs knows them, but its types do not say so. */
function optionNames(program: Argv): readonly string[] {
  const { key } = (program as Argv & { getOptions: () => { key: object } }).getOptions();
  const positionals = new Set(COMMANDS.flatMap(({ command }) => command.match(/\w+/g)?.slice(1)));
  return Object.keys(key).filter((name) => !positionals.has(name));
}

/** yargs says what is wrong in one line; where it is an option's name, the nearest one is offered. */
function usageError(message: string, known: readonly string[]): AmtlError {
  const unknown = /^Unknown arguments?: ([^,]+)/.exec(message)?.[1];
  const meant = unknown === undefined ? undefined : nearest(unknown, known);
  return badInput(message, {
    ...(unknown !== undefined && { expected: known.map((name) => `--${name}`).join(", ") }),
    fix: meant === undefined ? "amtl-run --help shows the commands" : `--${meant}`,
  });
}

/** `amtl-run list | head -1` is no error. */
function quietPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit(ExitCode.done);
}
