import assert from "node:assert/strict";
import yargs, { type Argv } from "yargs";
import { COMMANDS } from "../../src/cli/commands.js";
import type { CommandEntry } from "../../src/cli/command.js";
import { runCommandIn, type CommandResult } from "../support/commands/command.js";
import { inFolder } from "../support/runs/runs.js";

/** What the libraries that read words and JSON say in their own voice. */
const FOREIGN =
  /non-option arguments|Invalid values:|Missing required argument|Did you mean|Unknown argument|not enough arguments|mutually exclusive|Invalid input|received|discriminator|ZodError|YError|\n {4}at /i;

interface Declared {
  readonly key: Readonly<Record<string, boolean>>;
  readonly boolean: readonly string[];
  readonly number: readonly string[];
  readonly string: readonly string[];
}

const nameOf = ({ command }: CommandEntry): string => command.split(" ")[0];

/** Words that stand for a command's positionals, as far as its options are read before them. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  plan: ["table4"],
  run: ["table4"],
  logs: ["0123"],
  forget: ["0123"],
  why: ["0123"],
  diff: ["a.csv", "b.csv"],
  eval: ["predictions.json", "--gold", "gold.json"],
  worker: ["check", "true"],
  completion: ["bash"],
};

async function declaredBy(entry: CommandEntry): Promise<Declared & { readonly own: string[] }> {
  const { builder } = (await entry.load()).default;
  const program = builder(yargs([]).help(false).version(false));
  const found = (program as Argv & { getOptions: () => Declared }).getOptions();
  const places = entry.command.split(" ").map((part) => part.replaceAll(/\W/g, ""));
  const own = Object.keys(found.key).filter((name) => name.length > 1 && !places.includes(name));
  return { ...found, own };
}

/** Calls that cannot be right, by what is wrong with them. */
async function wrongCalls(
  entry: CommandEntry,
): Promise<readonly (readonly [what: string, words: readonly string[]])[]> {
  const name = nameOf(entry);
  const words = [name, ...(PLACES[name] ?? [])];
  const { own, boolean, number } = await declaredBy(entry);
  return [
    ...(entry.command.includes("<") ? [["no argument", [name]] as const] : []),
    ["an unknown option", [...words, "--no-such-option", "3"]],
    ["an unknown option of one letter", [...words, "-z"]],
    // Tries a cluster, with whatever options it is given.
    ...own
      .filter((option) => name !== "doctor" || option !== "slurm")
      .map((option): [string, string[]] =>
        boolean.includes(option)
          ? [`--${option}=maybe`, [...words, `--${option}=maybe`]]
          : [`--${option} without a value`, [...words, `--${option}`]],
      ),
    ...own
      .filter((option) => number.includes(option))
      .map((option): [string, string[]] => [`--${option} x`, [...words, `--${option}`, "x"]]),
    ...[...Object.entries(NO_SUCH)]
      .filter(([option]) => own.includes(option))
      .map(([option, value]): [string, string[]] => [
        `--${option} ${value}`,
        [...words, `--${option}`, value],
      ]),
  ];
}

/** Values that no option of that name takes. */
const NO_SUCH: Readonly<Record<string, string>> = {
  profile: "huge",
  variant: "none-such",
  executor: "slrm",
  seeds: "five",
  only: "loss",
  set: "epocs=3",
  budget: "a week",
  "time-limit": "-3",
  format: "docx",
  jobs: "0",
  limit: "0",
  force: "zzz",
};

const show = ({ code, stderr }: CommandResult): string => `${String(code)}\n${stderr}`;

describe("what is wrong with a call", function () {
  this.timeout(120_000);

  for (const entry of COMMANDS) {
    it(`is said by ${nameOf(entry)} in the form of every other error, with what is expected and what to do`, async () => {
      await inFolder(async (results) => {
        for (const [what, words] of await wrongCalls(entry)) {
          const found = await runCommandIn({ AMTL_RESULTS: results }, ...words);
          const said = `${what}: ${show(found)}`;
          assert.equal(found.code, 2, said);
          assert.match(found.stderr, /^amtl-run: [A-Z-]/, said);
          assert.match(found.stderr, /\n {2}expected: \S/, said);
          assert.match(found.stderr, /\n {2}fix: {6}\S/, said);
          assert.doesNotMatch(found.stderr, FOREIGN, said);
          if (!words.some((word) => word.startsWith("--json")))
            assert.equal(found.stdout, "", said);
        }
      });
    });
  }
});
