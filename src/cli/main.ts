import yargs, { type Argv } from "yargs";
import { AmtlError, ExitCode, badInput, describeError } from "../base/errors.js";
import { nearest } from "../base/text/nearest.js";
import type { CommandEntry } from "./command.js";
import { COMMANDS } from "./commands.js";
import { helpText } from "./help.js";
import { commandHere } from "./other-tools.js";
import { asksForJson } from "./options.js";
import { output, writeAnswer } from "./output.js";
import { checkValues, usageError, type Usage } from "./usage.js";

/**
 * The command line. Results go to standard output, everything else to standard error.
 *
 * @param argv arguments after the program's name.
 * @returns the exit code (README, "Exit codes").
 */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  try {
    const words = await withCommand(argv);
    const name = words.at(0);
    if (name === undefined || name === "help") {
      showCommands();
      return name === undefined ? ExitCode.badInput : ExitCode.done;
    }
    return await runCommand(entryOf(name), words.slice(1));
  } catch (error) {
    output.note(`amtl-run: ${describeError(error)}`);
    if (asksForJson(argv)) {
      const { errorLine } = await import("../base/error-line.js");
      output.line(errorLine(error));
    }
    return error instanceof AmtlError ? error.exitCode : ExitCode.failed;
  }
}

const VERSION = ["--version", "-v", "-V"];
const HELP = ["--help", "-h", "help"];

/**
 * The words with the command first: `table4` is short for `run table4`, `help plan` for `plan --help`, and options may
 * stand before the command. The experiments' names are loaded only for a word that is no command.
 */
async function withCommand(argv: readonly string[]): Promise<readonly string[]> {
  const first = argv.at(0);
  const rest = argv.slice(1);
  if (first === undefined) return [];
  if (VERSION.includes(first)) return ["version", ...rest];
  if (HELP.includes(first)) {
    const topic = rest.find((word) => !word.startsWith("-"));
    return topic === undefined ? ["help"] : [...(await withCommand([topic])).slice(0, 1), "--help"];
  }
  if (commandNames().includes(first)) return argv;
  const { isExperiment } = await import("../app/select/names.js");
  if (isExperiment(first)) return ["run", ...argv];
  if (!first.startsWith("-")) return argv;
  const at = argv.findIndex((word) => commandNames().includes(word) || isExperiment(word));
  if (at < 0) {
    throw badInput("Missing command", {
      expected: `${commandNames().join(", ")}, or an experiment such as table4`,
      got: argv.join(" "),
      fix: "amtl-run --help shows the commands",
    });
  }
  return withCommand([argv[at], ...argv.slice(0, at), ...argv.slice(at + 1)]);
}

/**
 * Only the given command is declared, and its handler is called here: yargs would render the help of every
 * command that it runs itself, before anything happens.
 */
async function runCommand(entry: CommandEntry, words: readonly string[]): Promise<ExitCode> {
  const { actions, readsInput = false, builder, handler } = (await entry.load()).default;
  const [name, ...positionals] = entry.command.split(" ");
  const places = positionals.map((text) => text.replaceAll(/\W/g, ""));
  let options: Readonly<Record<string, unknown>> | undefined;
  const program = parser(`amtl-run ${name}`).command({
    command: ["$0", ...positionals].join(" "),
    describe: entry.describe,
    builder,
    handler: (parsed) => {
      checkValues(usage, parsed);
      options = parsed;
    },
  });
  const usage: Usage = { entry, program, words, places };
  program.strict().fail((message: string | null, error: Error | undefined) => {
    if (error !== undefined && error.name !== "YError") throw error;
    throw usageError(message ?? error!.message, usage);
  });
  await program.parseAsync(readsInput ? words.map(withInput) : [...words], {}, showHelp);
  // Undefined after --help, which has said all.
  if (options === undefined) return ExitCode.done;
  if (actions !== undefined) checkAction(name, String(options[places[0]]), actions);
  const answer = await handler(options as never, output, COMMANDS);
  writeAnswer(answer, options.json === true);
  return answer.exitCode;
}

/** yargs takes `-` for an option without a name. */
const withInput = (word: string): string => (word === "-" ? "/dev/stdin" : word);

function showCommands(): void {
  const program = parser("amtl-run").usage(
    "$0 <command> [options]\n\nReproduces the tables of the AMTL paper, cell by cell.",
  );
  for (const { command, describe } of COMMANDS) program.command(command, describe);
  program.parseSync(["--help"], {}, showHelp);
}

/** @param text what yargs has to say: only `--help` leaves it something. */
function showHelp(_error: unknown, _options: unknown, text: string): void {
  if (text !== "") output.line(helpText(text));
}

const parser = (name: string): Argv =>
  yargs([])
    .scriptName(name)
    .exitProcess(false)
    .version(false)
    // The messages are read below, and every other text of the program is English.
    .detectLocale(false)
    .help("help", "show help")
    .alias("help", "h")
    .wrap(null);

const commandNames = (): readonly string[] =>
  COMMANDS.map(({ command }) => command.split(" ", 1)[0]);

/** @throws AmtlError (2) for a word that is no command; the nearest is offered. */
function entryOf(name: string): CommandEntry {
  const known = commandNames();
  if (known.includes(name)) return COMMANDS[known.indexOf(name)];
  const meant = nearest(name, [...known.filter((each) => !CHANGES.includes(each)), ...EXPERIMENTS]);
  const safe = meant !== undefined && EXPERIMENTS.includes(meant) ? `plan ${meant}` : meant;
  const fix = commandHere(name) ?? (safe === undefined ? undefined : `amtl-run ${safe}`);
  throw badInput(`Unknown command "${name}"`, {
    expected: `${known.join(", ")}, or an experiment such as table4`,
    got: name,
    fix: fix ?? "amtl-run --help shows the commands",
  });
}

/** Commands that train, end or delete something: a mistyped word never offers them. */
const CHANGES: readonly string[] = ["run", "cancel", "gc"];
const EXPERIMENTS: readonly string[] = ["table4"];

/** @throws AmtlError (2) where the word after a command is none of its actions. */
function checkAction(command: string, got: string, actions: readonly string[]): void {
  if (actions.includes(got)) return;
  const meant = nearest(got, actions);
  throw badInput(`Unknown action "${got}"`, {
    where: `amtl-run ${command}`,
    expected: actions.join(", "),
    got,
    ...(meant !== undefined && { fix: `amtl-run ${command} ${meant}` }),
  });
}
