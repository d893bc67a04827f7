import assert from "node:assert/strict";
import { describeError } from "../../src/base/errors.js";
import { COMMANDS } from "../../src/cli/commands.js";
import { candidates } from "../../src/cli/completion/candidates.js";
import { readCall, withCommand } from "../../src/cli/read-words.js";
import { callsIn, callsInProse, commandsOf } from "./commands.js";
import { allPages } from "./pages.js";

/** What the program says of a call's words before it does anything; null where they are right, or only a name. */
async function flawOf(words: readonly string[]): Promise<string | null> {
  try {
    const [name = "help", ...rest] = await withCommand(
      words.map((word) => (word === "COMMAND" ? "plan" : word)),
    );
    if (name !== "help") await readCall([name, ...rest], () => undefined);
    return null;
  } catch (error) {
    const message = describeError(error);
    if (words.length === 1 && /^Missing (?:argument|option)/.test(message)) return null;
    return `amtl-run ${words.join(" ")}: ${message}`;
  }
}

/** Options of other programs that pages name. */
const FOREIGN = ["--array", "--time", "--ignore-scripts"];

const optionsIn = (prose: string): readonly string[] =>
  [...prose.matchAll(/`[^`]*`/g)].flatMap(
    ([code]) => code.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [],
  );

describe("commands that README and docs name", () => {
  for (const { path, blocks, prose } of allPages()) {
    // Its commands name what its recipes add; test/adding runs them.
    if (path === "docs/adding.md") continue;
    const calls = [
      ...blocks.flatMap((block) => commandsOf(block).flatMap(({ text }) => callsIn(text))),
      ...callsInProse(prose),
    ];
    if (calls.length === 0) continue;
    it(`${path}: each has options that there are`, async () => {
      const flaws = await Promise.all(calls.map(flawOf));
      assert.deepEqual(
        flaws.filter((flaw) => flaw !== null),
        [],
      );
    });
  }

  it("have the options that the text names", async () => {
    const names = COMMANDS.map(({ command }) => command.split(" ", 1)[0]);
    const known = await Promise.all(names.map((name) => candidates([name, "--"], COMMANDS)));
    const all = new Set([...known.flat(), ...FOREIGN]);
    assert.ok(all.has("--seeds") && !all.has("--sedes"));
    const named = allPages().flatMap(({ path, prose }) =>
      optionsIn(prose).map((option) => ({ path, option })),
    );
    assert.ok(named.length > 50, "options are found in the text");
    assert.deepEqual(
      named.filter(({ option }) => !all.has(option)),
      [],
    );
  });

  it("are refused with an option, a value or an action that there is not", async () => {
    assert.match((await flawOf(["plan", "table4", "--sedes", "5"])) ?? "", /--seeds/);
    assert.match((await flawOf(["data", "fetch"])) ?? "", /Unknown action/);
    assert.match((await flawOf(["table4", "--executor", "slrm"])) ?? "", /slrm/);
    assert.equal(await flawOf(["table4", "--seeds", "5"]), null);
  });
});
