import { shellWord } from "../../base/text/shell-word.js";
import { settingWords } from "../explanation/setting-words.js";
import type { TableHeader } from "../table.js";

/** A table or figure of a crate, and what its command says beside its header. */
export interface ScriptTable {
  readonly header: Pick<TableHeader, "profile" | "seeds" | "settings">;
  /** The id of an experiment, or the path of its file within the crate; null: it has no file. */
  readonly experiment: string | null;
}

/** What the commands of all tables say. */
export interface ScriptOptions {
  /** Of `--only`, as they are typed. */
  readonly only: readonly string[];
  /** Words of the program that trains in the built-in trainer's place; null: none. */
  readonly worker: readonly string[] | null;
}

/** The shell script that computes everything again: one command a table. */
export const scriptOf = (tables: readonly ScriptTable[], options: ScriptOptions): string =>
  [
    "#!/bin/sh",
    "# Computes the tables of this crate again, in a results folder of its own. Needs amtl-run.",
    "set -e",
    'cd "$(dirname "$0")"',
    ...tables.map((table) => lineOf(table, options)),
    "",
  ].join("\n");

function lineOf({ header, experiment }: ScriptTable, { only, worker }: ScriptOptions): string {
  if (experiment === null) return "# One table was made by a script that is no experiment file.";
  const { profile, seeds, settings } = header;
  if (settings.some((each) => each.startsWith("init=")))
    return `# ${experiment} starts from an exported model that is not here: amtl-run run, with --init FOLDER.`;
  return [
    "amtl-run run",
    shellWord(experiment),
    `--profile ${profile}`,
    ...(seeds.length === 0 ? [] : [`--seeds ${seeds.join(",")}`]),
    ...only.map((each) => `--only ${shellWord(each)}`),
    ...settingWords(settings),
    ...(worker === null ? [] : [`--worker ${shellWord(worker.join(" "))}`]),
    "--results again",
  ].join(" ");
}
