import assert from "node:assert/strict";
import { runCommand } from "../support/command.js";

interface Listing {
  readonly profile: string;
  readonly experiments: readonly {
    readonly id: string;
    readonly cells: number;
    readonly configurations: number;
    readonly runs: number;
  }[];
  readonly notImplemented: readonly string[];
}

const listing = async (...words: readonly string[]): Promise<Listing> =>
  JSON.parse((await runCommand("list", "--json", ...words)).stdout) as Listing;

describe("amtl-run list", () => {
  it("counts the runs of each experiment at the scale of a profile", async () => {
    const paper = (await listing("--profile", "paper")).experiments.find(
      ({ id }) => id === "table4",
    );
    // Eleven losses on two training sets, five seeds; two metrics each.
    assert.deepEqual([paper?.cells, paper?.configurations, paper?.runs], [44, 22, 110]);
    const mini = (await listing("--profile", "mini")).experiments.find(({ id }) => id === "table4");
    assert.equal(mini?.runs, 11);
  });

  it("accounts for every table and figure of the paper", async () => {
    const { experiments, notImplemented } = await listing();
    const all = [...experiments.map(({ id }) => id), ...notImplemented];
    for (let number = 1; number <= 13; number++) assert.ok(all.includes(`table${number}`));
    for (const id of ["fig1a", "fig1b", "fig4", "fig5", "fig6"]) assert.ok(all.includes(id));
  });

  it("shows titles and profiles to people", async () => {
    const { code, stdout } = await runCommand("list");
    assert.equal(code, 0);
    assert.match(stdout, /table4.*Losses on the Re-DocRED and DocGNRE test sets/);
    assert.match(stdout, /eq2 .*What Eq\. 2 does/);
    assert.match(stdout, /profile paper/);
    assert.match(stdout, /Not implemented yet: table1, /);
  });
});
