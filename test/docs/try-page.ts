import assert from "node:assert/strict";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../src/base/root.js";
import { readCall, withCommand } from "../../src/cli/read-words.js";
import { runCommandIn, type CommandResult } from "../support/commands/command.js";
import { standInWorker } from "../support/workers/execute.js";
import { callsIn, commandsOf, isOneCall, wordsOf, type Command } from "./commands.js";
import type { Block, Page } from "./pages.js";

/** What a comment before a block may say of it; `exit 3` is of its last command. */
const MARKS = /^(?:not run: .+|slow: .+|exit (\d+)|exit differs: .+|numbers differ: .+)$/;

/** Commands that neither train nor load an engine, so that they may run in this process. */
const LIGHT = ["plan", "report", "why", "list", "status", "diff", "eval", "data", "encoder"].concat(
  [...["gc", "verify", "doctor", "cancel", "version"]],
);

export interface Trial {
  /** A folder of its own, where the reader is. */
  readonly folder: string;
  /** Whether trainings are real; else a stand-in gives results at once. */
  readonly isReal: boolean;
}

/** Makes of a folder what a reader has before a page: the checkout's examples and results, and the program. */
export async function prepare(folder: string): Promise<void> {
  const root = projectRoot();
  await symlink(join(root, "docs"), join(folder, "docs"));
  await symlink(join(root, "test"), join(folder, "test"));
  await cp(join(root, "results", "mini"), join(folder, "results", "mini"), { recursive: true });
  await cp(join(root, "results", "paper"), join(folder, "results", "paper"), { recursive: true });
  await mkdir(join(folder, "bin"));
  await symlink(join(root, "bin", "amtl-run.js"), join(folder, "bin", "amtl-run"));
}

const environment = ({ folder, isReal }: Trial): Record<string, string> => ({
  AMTL_RESULTS: join(folder, "results", "runs"),
  AMTL_WORKER: isReal ? "" : standInWorker(),
  AMTL_TEST_WORKER: JSON.stringify({ ms: 1 }),
  PATH: [join(folder, "bin"), process.env.PATH].join(delimiter),
  COLUMNS: "80",
});

/** Does what a page says, block by block: writes its files, types its commands, and compares what they print. */
export async function tryPage({ path, blocks }: Page, trial: Trial): Promise<void> {
  for (const block of blocks) {
    const where = `${path}:${block.line}`;
    assert.ok(block.mark === null || MARKS.test(block.mark), `${where}: <!-- ${block.mark} -->`);
    if (block.file !== null) await writeFile(join(trial.folder, block.file), block.text);
    const commands = commandsOf(block);
    for (const [at, command] of commands.entries()) {
      const words = callsIn(command.text);
      if (isLeftOut(block, trial)) for (const each of words) await planOf(each, trial);
      else await tryCommand(command, block, at === commands.length - 1, trial, where);
    }
  }
}

const isLeftOut = ({ mark }: Block, { isReal }: Trial): boolean =>
  mark?.startsWith("not run: ") === true || (mark?.startsWith("slow: ") === true && !isReal);

async function tryCommand(
  command: Command,
  { mark }: Block,
  isLast: boolean,
  trial: Trial,
  where: string,
): Promise<void> {
  const { code, stdout, stderr } = await type(command.text, trial);
  const said = `${where}: ${command.text}\n${stdout}\n${stderr}`;
  const expected = isLast ? Number(/^exit (\d+)/.exec(mark ?? "")?.[1] ?? 0) : 0;
  if (mark?.startsWith("exit differs") !== true) assert.equal(code, expected, said);
  if (command.output === null || (!trial.isReal && trains(command.text))) return;
  const same = mark?.startsWith("numbers differ") === true ? withoutNumbers : plain;
  assert.ok(contains(same(stdout), same(command.output)), said);
}

const plain = (text: string): string => text.replaceAll(/[^\S\n]+$/gm, "");
const withoutNumbers = (text: string): string =>
  plain(text).replaceAll(/\d+/g, "0").replaceAll(/[─ ]+/g, " ");

/** Whether lines stand in a text in this order, a line `…` for any number of them. */
const contains = (text: string, lines: string): boolean =>
  lines
    .split(/^…$/m)
    .map((part) => part.trim())
    .every((part) => text.includes(part));

const trains = (text: string): boolean => callsIn(text).some(([name]) => !LIGHT.includes(name));

/** Types a command: in this process where it is one light call, else in a shell. */
async function type(text: string, trial: Trial): Promise<CommandResult> {
  const env = environment(trial);
  if (isOneCall(text) && !trains(text)) {
    const before = process.cwd();
    process.chdir(trial.folder);
    try {
      return await runCommandIn(env, ...wordsOf(text).slice(1));
    } finally {
      process.chdir(before);
    }
  }
  const options = { cwd: trial.folder, env, reject: false, stdin: "ignore" } as const;
  const { exitCode, stdout, stderr } = await execa("bash", ["-c", text], options);
  return { code: exitCode, stdout, stderr };
}

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");

const SELECTION = ["profile", "seeds", "only", "set", "variant"];

/** Plans what a call that is not tried would run, so that its tables, axes and values are looked at. */
async function planOf(words: readonly string[], { folder }: Trial): Promise<void> {
  const call = await readCall(await withCommand(words), () => undefined);
  if (call === null) return;
  const experiments = textsOf(call.options.experiments);
  // An exported model is made by a command that is not tried either.
  if (experiments.length === 0 || call.options.init !== undefined) return;
  const selected = SELECTION.flatMap((name) =>
    textsOf(call.options[name]).flatMap((value) => [`--${name}`, value]),
  );
  const trial = { folder, isReal: false };
  const text = [
    "amtl-run",
    "plan",
    ...[...experiments, ...selected].map((word) => `"${word}"`),
  ].join(" ");
  const { code, stderr } = await type(text, trial);
  assert.ok(code === 0 || code === 3, `${words.join(" ")}: ${text}\n${stderr}`);
}
