import yargs, { type Argv } from "yargs";
import { AmtlError, ExitCode, badInput, describeError } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import type { CommandEntry } from "./command.js";
import { COMMANDS } from "./commands.js";
import { helpText } from "./help.js";
import { asksForJson } from "./options.js";
import { output, writeAnswer } from "./output.js";

/**
 * The command line. Results go to standard output, everything else to standard error.
 *
 * @param argv arguments after the program's name.
 * @returns the exit code (README, "Exit codes").
 */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  try {
    const first = argv.at(0);
    if (first === undefined || first === "--help" || first === "-h") {
      showCommands();
      return first === undefined ? ExitCode.badInput : ExitCode.done;
    }
    const [name, ...words] = await withCommand(first, argv);
    return await runCommand(entryOf(name), words);
  } catch (error) {
    output.note(`amtl-run: ${describeError(error)}`);
    if (asksForJson(argv)) {
      const { errorLine } = await import("../base/error-line.js");
      output.line(errorLine(error));
    }
    return error instanceof AmtlError ? error.exitCode : ExitCode.failed;
  }
}

/** `table4` is short for `run table4`. The experiments' names are loaded only for a word that is no command. */
async function withCommand(first: string, argv: readonly string[]): Promise<readonly string[]> {
  if (commandNames().includes(first)) return argv;
  const { isExperiment } = await import("../app/select/names.js");
  return isExperiment(first) ? ["run", ...argv] : argv;
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
      refuseTwice(parsed, [...places, ...declared(program).array]);
      options = parsed;
    },
  });
  program.strict().fail((message: string | null, error: Error | undefined) => {
    if (error !== undefined && error.name !== "YError") throw error;
    throw usageError(message ?? error!.message, entry, optionNames(program, places));
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
  const meant = nearest(name, [...known, "table4", "all"]);
  throw badInput(`Unknown command "${name}"`, {
    expected: `${known.join(", ")}, or an experiment such as table4`,
    got: name,
    fix: meant === undefined ? "amtl-run --help shows the commands" : `amtl-run ${meant}`,
  });
}

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

/** What the given command declares; yargs knows it, but its types do not say so. */
const declared = (program: Argv): { readonly key: object; readonly array: readonly string[] } =>
  (program as Argv & { getOptions: () => { key: object; array: readonly string[] } }).getOptions();

/** @throws AmtlError (2) for an option that takes one value and was given more; yargs makes an array of them. */
function refuseTwice(options: object, lists: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (name === "_" || !Array.isArray(value) || lists.includes(name)) continue;
    throw badInput(`--${name} is given ${value.length} times`, {
      expected: `--${name} once`,
      got: value.map((each) => `--${name} ${String(each)}`).join(" "),
    });
  }
}

const optionNames = (program: Argv, places: readonly string[]): readonly string[] =>
  Object.keys(declared(program).key).filter((name) => !places.includes(name));

/** yargs says what is wrong in one line; where it is an option's name, the nearest one is offered. */
function usageError(message: string, entry: CommandEntry, known: readonly string[]): AmtlError {
  if (message.startsWith("Not enough")) {
    return badInput("Missing argument", {
      expected: `amtl-run ${entry.command}`,
      fix: "--help shows what the command takes",
    });
  }
  const unknown = /^Unknown arguments?: ([^,]+)/.exec(message)?.[1];
  const meant = unknown === undefined ? undefined : nearest(unknown, known);
  return badInput(message, {
    ...(unknown !== undefined && { expected: known.map((name) => `--${name}`).join(", ") }),
    fix: meant === undefined ? "--help shows what the command takes" : `--${meant}`,
  });
}
