import assert from "node:assert/strict";
import { plan } from "../../../src/app/plan/plan.js";
import { AmtlError } from "../../../src/base/errors.js";
import { parseOnly } from "../../../src/experiment/grid/only.js";

/** Labels of the runs that `--only` leaves of a table. */
async function runsOf(experiment: string, ...only: readonly string[]): Promise<readonly string[]> {
  const found = await plan({ experiments: [experiment], seeds: [5], only: parseOnly(only) });
  return found.runs.map(({ label }) => label).sort();
}

describe("--only", function () {
  this.timeout(60_000);

  it("takes what a table prints wherever it takes an id", async () => {
    const amtl = await runsOf("table4", "loss=amtl");
    assert.equal(amtl.length, 2);
    for (const text of ["loss=AMTL", "row=AMTL", "row=amtl"])
      assert.deepEqual(await runsOf("table4", text), amtl, text);
    assert.deepEqual(
      await runsOf("table4", "loss=hingeabl_sat"),
      await runsOf("table4", "loss=sat"),
    );
    assert.deepEqual(await runsOf("fig4", "series=AMTL"), await runsOf("fig4", "row=AMTL"));
    const column = await runsOf("table4", "row=AMTL", "column=Re-DocRED F1");
    assert.equal(column.length, 1);
    assert.deepEqual(await runsOf("table4", "cell=table4/r11/c1"), column);
  });

  it("offers the nearest of what there is, and no other row", async () => {
    await assert.rejects(
      runsOf("table4", "row=AMTX"),
      (error) => error instanceof AmtlError && error.details.fix === "--only row=AMTL",
    );
    await assert.rejects(
      runsOf("table4", "loss=__proto__"),
      (error) => error instanceof AmtlError && error.details.fix === undefined,
    );
  });
});
