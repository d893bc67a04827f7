import type { Argv } from "yargs";
import { badInput, type AmtlError } from "../base/errors.js";
import { nearest } from "../base/text/nearest.js";
import type { CommandEntry } from "./command.js";
import { optionHere } from "./other-tools.js";

/** What a command takes, and the words that it was given. */
export interface Usage {
  readonly entry: CommandEntry;
  readonly program: Argv;
  readonly words: readonly string[];
  /** Names of its positionals. */
  readonly places: readonly string[];
}

interface Declared {
  readonly key: object;
  readonly array: readonly string[];
  readonly number: readonly string[];
  readonly boolean: readonly string[];
}

/** What the command declares; yargs knows it, but its types do not say so. */
const declared = (program: Argv): Declared =>
  (program as Argv & { getOptions: () => Declared }).getOptions();

const optionsOf = ({ program, places }: Usage): readonly string[] =>
  Object.keys(declared(program).key).filter((name) => !places.includes(name));

const nameOf = ({ entry }: Usage): string => entry.command.split(" ", 1)[0];

/** What to do where nothing better is known. */
export const helpFor = (command: string): string =>
  `amtl-run ${command} --help shows what it takes`;

const shown = (usage: Usage): string => helpFor(nameOf(usage));

/** The value that was typed of an option: the next word, or what follows its sign. */
function given({ words }: Usage, name: string): string | undefined {
  const at = words.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  if (at < 0) return undefined;
  const [, ...rest] = words[at].split("=");
  const next = rest.length > 0 ? rest.join("=") : words.at(at + 1);
  return next?.startsWith("--") === true ? undefined : next;
}

/**
 * Refuses values that yargs lets through: an option given twice that takes one value, a number that is none, and a
 * value of an option that takes none.
 * @throws AmtlError (2)
 */
export function checkValues(usage: Usage, options: Readonly<Record<string, unknown>>): void {
  const { array, number, boolean } = declared(usage.program);
  const lists = [...usage.places, ...array];
  for (const [name, value] of Object.entries(options)) {
    if (name === "_" || name === "$0") continue;
    if (Array.isArray(value) && !lists.includes(name)) {
      throw badInput(`--${name} is given ${value.length} times`, {
        expected: `--${name} once`,
        got: value.map((each) => `--${name} ${String(each)}`).join(" "),
        fix: `keep one: --${name} ${String(value.at(-1))}`,
      });
    }
    if (number.includes(name) && Number.isNaN(value)) {
      throw badInput(`Invalid value of --${name}`, {
        expected: "a number",
        got: given(usage, name) ?? "nothing",
        fix: shown(usage),
      });
    }
    const text = boolean.includes(name)
      ? usage.words.find((word) => word.startsWith(`--${name}=`))
      : undefined;
    if (text !== undefined && !/=(true|false)$/.test(text)) {
      throw badInput(`Invalid value of --${name}`, {
        expected: `--${name}, without a value`,
        got: text,
        fix: `--${name}, or leave it out`,
      });
    }
  }
}

/** What yargs found wrong, in the form of every other error. */
export function usageError(message: string, usage: Usage): AmtlError {
  const { entry } = usage;
  const where = `amtl-run ${nameOf(usage)}`;
  const takes = { expected: `amtl-run ${entry.command}`, fix: shown(usage) };
  const absent = /^Missing required arguments?: (.+)/.exec(message)?.[1];
  if (absent !== undefined) {
    const options = `--${absent.replaceAll(", ", ", --")}`;
    return badInput(`Missing option ${options}`, { where, expected: options, fix: shown(usage) });
  }
  const bare = /^Not enough arguments following: (.+)/.exec(message)?.[1];
  if (bare !== undefined) {
    const expected = `--${bare} with a value`;
    return badInput(`Missing value of --${bare}`, { where, expected, fix: shown(usage) });
  }
  if (message.startsWith("Not enough")) return badInput("Missing argument", takes);
  const choice = /Argument: (\S+), Given: (.*), Choices: (.*)$/m.exec(message);
  if (choice !== null) {
    const [, option, got, choices] = choice;
    const known = choices.replaceAll('"', "").split(", ");
    const meant = nearest(got.replaceAll('"', ""), known);
    return badInput(`Invalid value of --${option}`, {
      expected: known.join(", "),
      got: got.replaceAll('"', ""),
      fix: meant === undefined ? shown(usage) : `--${option} ${meant}`,
    });
  }
  const unknown = /^Unknown arguments?: ([^,]+)/.exec(message)?.[1];
  // The library has more to say than this program lets it; whatever it is, the form stays ours.
  if (unknown === undefined) return badInput("Invalid command line", { ...takes, got: message });
  return usage.words.some((word) => word.replace(/^--?/, "").split("=")[0] === unknown)
    ? unknownOption(unknown, usage)
    : badInput(`Unexpected argument "${unknown}"`, takes);
}

function unknownOption(name: string, usage: Usage): AmtlError {
  if (usage.words.includes(name)) {
    return badInput(`Unexpected argument "${name}"`, {
      expected: `amtl-run ${usage.entry.command}`,
      fix: shown(usage),
    });
  }
  const known = optionsOf(usage);
  const here = optionHere(name, known, given(usage, name));
  const meant = nearest(name, known);
  return badInput(`Unknown option --${name}`, {
    expected: known.map((each) => `--${each}`).join(", "),
    fix: here ?? (meant === undefined ? shown(usage) : `--${meant}`),
  });
}
