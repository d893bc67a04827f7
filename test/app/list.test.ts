import assert from "node:assert/strict";
import { listExperiments } from "../../src/app/list.js";

describe("listExperiments", () => {
  it("counts the runs of each experiment at the scale of a profile", async () => {
    const table4 = async (profile: "paper" | "mini") =>
      (await listExperiments(profile)).experiments.find(({ id }) => id === "table4");
    const paper = await table4("paper");
    // Eleven losses on two training sets, five seeds; two metrics each.
    assert.deepEqual([paper?.cells, paper?.configurations, paper?.runs], [44, 22, 110]);
    assert.equal((await table4("mini"))?.runs, 11);
  });

  it("accounts for every table and figure of the paper", async () => {
    const { experiments } = await listExperiments("smoke");
    const all = experiments.map(({ id }) => id);
    for (let number = 1; number <= 13; number++) assert.ok(all.includes(`table${number}`));
    for (const id of ["fig1a", "fig1b", "fig4", "fig5", "fig6"]) assert.ok(all.includes(id));
    assert.equal(new Set(all).size, all.length);
  });
});
