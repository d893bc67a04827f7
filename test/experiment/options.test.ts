import assert from "node:assert/strict";
import { AmtlError } from "../../src/base/errors.js";
import { parseOnly, selectCells } from "../../src/experiment/grid/only.js";
import { checkSettings, readSettings } from "../../src/experiment/grid/settings.js";
import { experiment } from "./tables.js";

const offers = (fix: string) => (error: unknown) =>
  error instanceof AmtlError && error.exitCode === 2 && error.details.fix === fix;

describe("--only", () => {
  it("leaves the cells that have one of the values on every axis", () => {
    const table = experiment();
    const pick = (...texts: string[]): string[] =>
      table.cells.filter(selectCells([table], parseOnly(texts))).map(({ id }) => id.slice(7));
    assert.deepEqual(pick("loss=amtl", "metric=f1"), ["r11/c1", "r11/c3"]);
    assert.equal(pick("loss=amtl,atl").length, 6);
    assert.equal(pick().length, 6);
  });

  it("refuses unknown axes and values, and offers the nearest", () => {
    const table = experiment();
    assert.throws(() => parseOnly(["los=amtl"]), offers("--only loss=amtl"));
    for (const text of ["loss", "loss="]) {
      assert.throws(() => parseOnly([text]), /Missing value/);
    }
    assert.throws(
      () => selectCells([table], parseOnly(["loss=atl", "loss=amtl"])),
      (error: AmtlError) =>
        error.message === "--only matches no cells" &&
        error.details.where === "--only loss=atl --only loss=amtl",
    );
    assert.throws(
      () => selectCells([table], parseOnly(["trainedOn=redocre"])),
      offers("--only trainedOn=redocred"),
    );
  });
});

describe("--set", () => {
  it("reads numbers", () => {
    assert.deepEqual(readSettings(["epochs=3", "rate=1e-4"]), { epochs: 3, rate: 1e-4 });
  });

  it("refuses unknown names and impossible values", () => {
    assert.throws(() => checkSettings(readSettings(["epoch=3"])), offers("--set epochs=3"));
    for (const text of ["epochs=-1", "epochs=1.5", "epochs=", "epochs", "rate=-1", "warmup=2"]) {
      assert.throws(() => checkSettings(readSettings([text])), AmtlError, text);
    }
  });
});
