import assert from "node:assert/strict";
import { join } from "node:path";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";

const CELL = "table4/r01/c1";

/** What `report --record` says of the cell. */
async function recordOf(root: string, seeds: string) {
  const words = ["report", "table4", "--only", `cell=${CELL}`, "--seeds", seeds, "--record"];
  const { stdout, stderr } = await runCommand(...words, "--results", root, "--out", "-");
  const { records } = JSON.parse(stdout) as {
    records: { command: string; verified: { value: number; seeds: number[]; values: number[] } }[];
  };
  assert.equal(records.length, 1, stderr);
  return records[0];
}

describe("the command of a cell", () => {
  it("copied into a fresh folder gives exactly its number again, and no other run", async () => {
    await inFolder(async (folder) => {
      const [first, fresh] = [join(folder, "first"), join(folder, "fresh")];
      const words = ["run", "table4", "--only", "loss=atl", "--seeds", "5,42", "--quiet"];
      const made = await startCli(words, first, { ms: 20 }).end;
      assert.equal(made.code, 0, made.stderr);
      const { command, verified } = await recordOf(first, "5,42");
      const [program, ...copied] = command
        .replace(/ --results \S+/, "")
        .split(" ")
        .map((word) => word.replaceAll("'", ""));
      assert.equal(program, "amtl-run");
      const again = startCli([...copied, "--json"], fresh, { ms: 20 });
      const { code, stderr } = await again.end;
      assert.equal(code, 0, stderr);
      assert.deepEqual((await recordOf(fresh, "5,42")).verified, verified);
      assert.deepEqual(verified.seeds, [5, 42]);
      const runs = new Set(again.events.flatMap((event) => ("run" in event ? [event.run] : [])));
      assert.equal([...runs].filter((run) => typeof run === "string").length, 2);
    });
  });
});
