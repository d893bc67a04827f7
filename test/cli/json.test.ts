import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../src/base/root.js";
import { COMMANDS } from "../../src/cli/commands.js";
import { errorLineSchema, jsonLine } from "../support/commands/line-schema.js";
import { environment, program } from "../support/commands/cli.js";
import { runCommandIn, type CommandResult } from "../support/commands/command.js";
import { inFolder } from "../support/runs/runs.js";

const NARROW = ["table4", "--seeds", "5", "--only", "loss=atl"];
const inProject = (path: string): string => join(projectRoot(), path);

/** The command line as for programs. Only a command that loads TensorFlow or starts workers has its own process. */
async function print(words: readonly string[], root: string): Promise<CommandResult> {
  const all = [...words, "--json"];
  if (!["table4", "selfcheck"].includes(words[0])) {
    return await runCommandIn({ AMTL_RESULTS: root }, ...all);
  }
  const env = environment(root, { ms: 100 });
  const options = { env, reject: false } as const;
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [...program(), ...all],
    options,
  );
  return { code: exitCode, stdout, stderr };
}

const linesOf = ({ stdout }: CommandResult): string[] =>
  stdout.split("\n").filter((line) => line !== "");

/** One document over any number of lines, and nothing else. */
function documentOf(end: CommandResult, words: readonly string[]): object {
  try {
    return JSON.parse(end.stdout) as object;
  } catch {
    throw new Error(`${words.join(" ")} printed no JSON document: ${end.stdout}${end.stderr}`);
  }
}

describe("--json of every command", function () {
  this.timeout(240_000);

  it("prints a document, or lines of the schema, and nothing else", async () => {
    await inFolder(async (root) => {
      const run = await print(NARROW, root);
      assert.equal(run.code, 0, run.stderr);
      for (const line of linesOf(run)) jsonLine.parse(JSON.parse(line));
      const [first] = linesOf(run).map((line) => JSON.parse(line) as { run?: string });
      const id = first.run!;

      const logs = await print(["logs", id], root);
      assert.ok(linesOf(logs).length > 2, logs.stderr);
      for (const line of linesOf(logs)) jsonLine.parse(JSON.parse(line));

      const documents: readonly (readonly string[])[] = [
        ["list"],
        ["plan", ...NARROW],
        ["plan", ...NARROW, "--cost"],
        ["run", ...NARROW, "--dry-run"],
        ["run", ...NARROW, "--dry-run", "--executor", "slurm"],
        ["status"],
        ["status", "table4"],
        ["cancel"],
        ["gc"],
        ["why", id],
        ["why", "table4/r01/c1"],
        ["report", ...NARROW],
        ["report", "--paper", "table4"],
        ["diff", inProject("results/mini/table4.csv"), "paper"],
        ["audit"],
        ["claims", "table13"],
        ["paper", "new", join(root, "my-paper")],
        ["selfcheck", inProject("test/golden/losses")],
        ["worker", "check", `${process.execPath} ${inProject("no-such-worker.js")}`],
        ["doctor"],
        ["data"],
        ["encoder"],
        ["engine"],
      ];
      for (const words of documents) {
        const end = await print(words, root);
        const found = documentOf(end, words);
        assert.notEqual((found as { type?: string }).type, "error", words.join(" "));
      }
    });
  });

  it("says an error in one line of the schema, whatever the command, beside the text for people", async () => {
    await inFolder(async (root) => {
      for (const { command } of COMMANDS) {
        const [name] = command.split(" ");
        const end = await print([name, "--no-such-option"], root);
        const lines = linesOf(end);
        assert.equal(lines.length, 1, `${name}: ${end.stdout}`);
        const said = errorLineSchema.parse(JSON.parse(lines[0]));
        assert.deepEqual([said.code, said.exitCode, end.code], ["bad-input", 2, 2], name);
        assert.ok(end.stderr.includes(said.message), `${name}: ${end.stderr}`);
      }
      const unknown = await print(["tabel4"], root);
      const said = errorLineSchema.parse(JSON.parse(linesOf(unknown).at(-1)!));
      assert.match(said.fix ?? "", /table4/);
      const torn = join(root, "torn.json");
      await writeFile(torn, '[{"title": "');
      const words = ["eval", torn, "--gold", torn, "--train", torn];
      const evaluation = await print(words, root);
      const where = errorLineSchema.parse(JSON.parse(linesOf(evaluation).at(-1)!));
      assert.match(`${where.where ?? ""}${where.message}`, /torn\.json/);
    });
  });
});
