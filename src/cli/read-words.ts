import yargs, { type Argv } from "yargs";
import { badInput } from "../base/errors.js";
import { nearest } from "../base/text/nearest.js";
import type { AnyCommand, CommandEntry } from "./command.js";
import { COMMANDS } from "./commands.js";
import { commandHere } from "./other-tools.js";
import { checkValues, usageError, type Usage } from "./usage.js";

/** A command line that has been read and checked, and not begun. */
export interface Call {
  readonly command: AnyCommand;
  readonly options: Readonly<Record<string, unknown>>;
}

const VERSION = ["--version", "-v", "-V"];
const HELP = ["--help", "-h", "help"];

/**
 * The words with the command first: `table4` is short for `run table4`, `help plan` for `plan --help`, and options may
 * stand before the command. The experiments' names are loaded only for a word that is no command.
 */
export async function withCommand(argv: readonly string[]): Promise<readonly string[]> {
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
 * Reads the words of one command. Only that command is declared, and its handler is called elsewhere: yargs would
 * render the help of every command that it runs itself, before anything happens.
 *
 * @param words the command's name, and what follows it.
 * @param showHelp is given the text of `--help`.
 * @returns null after `--help`, which has said all.
 * @throws AmtlError (2) for a command, an action, an option or a value that there is not.
 */
export async function readCall(
  [name, ...words]: readonly string[],
  showHelp: (text: string) => void,
): Promise<Call | null> {
  const entry = entryOf(name);
  const command = (await entry.load()).default;
  const { actions, readsInput = false, builder } = command;
  const [, ...positionals] = entry.command.split(" ");
  const places = positionals.map((text) => text.replaceAll(/\W/g, ""));
  let options: Call["options"] | undefined;
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
  await program.parseAsync(
    readsInput ? words.map(withInput) : words,
    {},
    (_error, _options, text) => {
      showHelp(text);
    },
  );
  if (options === undefined) return null;
  if (actions !== undefined) checkAction(name, String(options[places[0]]), actions);
  return { command, options };
}

/** yargs takes `-` for an option without a name. */
const withInput = (word: string): string => (word === "-" ? "/dev/stdin" : word);

/** The help of all commands. */
export function showCommands(showHelp: (text: string) => void): void {
  const program = parser("amtl-run").usage(
    "$0 <command> [options]\n\nReproduces the tables of the AMTL paper, cell by cell.",
  );
  for (const { command, describe } of COMMANDS) program.command(command, describe);
  program.parseSync(["--help"], {}, (_error, _options, text) => {
    showHelp(text);
  });
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
const CHANGES: readonly string[] = ["run", "cancel", "gc", "forget"];
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
