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

  it("names some of many values, and takes a second axis behind a comma apart", async () => {
    await assert.rejects(runsOf("table3", "cell=table3/r99/c1"), (error) => {
      assert.ok(error instanceof AmtlError);
      const { expected } = error.details;
      assert.match(expected ?? "", /^table3\/r01\/c1, .*, … table3\/r25\/c8 \(\d+ in all\)$/);
      assert.ok(expected!.length < 300, expected);
      return true;
    });
    await assert.rejects(
      runsOf("table3", "backbone=docunet,encoder=bert-base-cased"),
      (error) =>
        error instanceof AmtlError &&
        error.details.fix === "--only backbone=docunet --only encoder=bert-base-cased",
    );
    assert.notEqual(
      (await runsOf("table3", "backbone=docunet", "encoder=bert-base-cased")).length,
      0,
    );
  });
});
