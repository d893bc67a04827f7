import yargs, { type Argv } from "yargs";
import { resultsRoot } from "../../store/paths.js";
import type { CommandEntry } from "../command.js";
import { SCRIPTS } from "./scripts.js";

/** What yargs knows of a command's options. */
interface Declared {
  readonly key: Readonly<Record<string, boolean>>;
  readonly boolean: readonly string[];
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

const nameOf = ({ command }: CommandEntry): string => command.split(" ", 1)[0];

async function declaredBy(entry: CommandEntry): Promise<Declared> {
  const { builder } = (await entry.load()).default;
  // Aliases of one letter are quicker typed than completed.
  const program = builder(yargs([]).help(false).version(false));
  return (program as Argv & { getOptions: () => Declared }).getOptions();
}

const optionNames = ({ command }: CommandEntry, { key }: Declared): readonly string[] => {
  const places = new Set(command.split(" ").map((part) => part.replaceAll(/\W/g, "")));
  const names = Object.keys(key).filter((name) => name.length > 1 && !places.has(name));
  return [...names, "help"].map((name) => `--${name}`);
};

/** The value of the last `--results` among the words. */
function resultsIn(words: readonly string[]): string {
  const at = words.lastIndexOf("--results");
  return resultsRoot(at < 0 ? undefined : words.at(at + 1));
}

const actionsOf = async (entry: CommandEntry): Promise<readonly string[]> =>
  (await entry.load()).default.actions ?? [];

async function positionals(
  entry: CommandEntry,
  words: readonly string[],
): Promise<readonly string[]> {
  const values = await import("../../app/lookup/values.js");
  switch (nameOf(entry)) {
    case "run":
    case "plan":
    case "report":
      return values.experimentNames();
    case "why":
    case "logs":
    case "rules":
    case "errors":
      return await values.shortRunIds(resultsIn(words));
    case "export":
      // The second is a folder, which the shell completes.
      return words.length > 2 ? [] : await values.shortRunIds(resultsIn(words));
    case "status":
      return await values.planIds(resultsIn(words));
    case "cancel":
    case "forget":
    case "verify":
      return [
        ...(await values.planIds(resultsIn(words))),
        ...(await values.shortRunIds(resultsIn(words))),
      ];
    case "encoder":
      if (words.length > 2) return values.encoderNames();
      return actionsOf(entry);
    case "data":
      if (words.length > 2) return values.datasetNames();
      return actionsOf(entry);
    case "completion":
      return [...SCRIPTS.keys()];
    default:
      return words.length > 2 ? [] : actionsOf(entry);
  }
}

/**
 * What the last word may become; nothing where that is a file's name, or anything at all.
 * @param words all after the program's name; the last is what is typed so far and may be empty.
 * @param commands those that there are.
 */
export async function candidates(
  words: readonly string[],
  commands: readonly CommandEntry[],
): Promise<readonly string[]> {
  const word = words.at(-1) ?? "";
  const fitting = (found: readonly string[]): readonly string[] =>
    [...new Set(found)].filter((each) => each.startsWith(word));
  if (words.length < 2) {
    const { experimentNames } = await import("../../app/lookup/values.js");
    return fitting([...commands.map(nameOf), ...experimentNames()]);
  }
  const [first] = words;
  // `table4` is short for `run table4`.
  const named = commands.find((entry) => nameOf(entry) === first);
  const entry = named ?? commands.find((each) => nameOf(each) === "run")!;
  const declared = await declaredBy(entry);
  const before = words.at(-2)!;
  if (before.startsWith("--") && !declared.boolean.includes(before.slice(2))) {
    const { optionValues } = await import("../../app/lookup/values.js");
    if (before === "--force") {
      const { shortRunIds } = await import("../../app/lookup/values.js");
      return fitting(await shortRunIds(resultsIn(words)));
    }
    const known = declared.choices[before.slice(2)] as readonly string[] | undefined;
    return fitting(known ?? (await optionValues(before, word)) ?? []);
  }
  if (word.startsWith("-")) return fitting(optionNames(entry, declared));
  return fitting(await positionals(entry, words));
}
