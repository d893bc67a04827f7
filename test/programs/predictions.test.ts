import assert from "node:assert/strict";
import fc from "fast-check";
import { AmtlError } from "../../src/base/errors.js";
import { checkPredictions, type Scored } from "../../src/programs/predictions.js";

const RELATIONS = ["P1", "P2"];
const TITLES = ["A", "B \u2028 C", '"quoted"'];
const scored: Scored = {
  set: "redocred/test",
  gold: TITLES.map((title) => ({ title, names: [["x"], ["y"], ["z"]], facts: [] })),
  relations: RELATIONS,
  elsewhere: () => undefined,
};

const entity = fc.integer({ min: 0, max: 2 });
const fact = fc
  .tuple(fc.constantFrom(...TITLES), entity, entity, fc.constantFrom(...RELATIONS))
  .map(([title, h_idx, t_idx, r]) => ({ title, h_idx, t_idx, r }));
const facts = fc.uniqueArray(fact, { selector: (each) => JSON.stringify(each), minLength: 1 });
const textOf = (all: readonly object[]): string =>
  all.map((each) => `${JSON.stringify(each)}\n`).join("");

describe("predictions of a program", () => {
  it("are read as they were written, also without a last line end, and none at all", () => {
    fc.assert(
      fc.property(facts, (all) => {
        assert.deepEqual(checkPredictions(textOf(all), "f", scored), all);
        assert.deepEqual(checkPredictions(textOf(all).trimEnd(), "f", scored), all);
        assert.deepEqual(checkPredictions(JSON.stringify(all), "f", scored), all);
      }),
    );
    assert.deepEqual(checkPredictions("", "f", scored), []);
  });

  it("are named by their place in a JSON array", () => {
    const all = [{ title: "A", h_idx: 0, t_idx: 1, r: "P1" }];
    const wrong = JSON.stringify([...all, { ...all[0], t_idx: 7 }]);
    assert.throws(
      () => checkPredictions(wrong, "f", scored),
      (error) =>
        error instanceof AmtlError && error.details.where === "f, prediction 1, field t_idx",
    );
    assert.throws(
      () => checkPredictions('[{"title": "A", "score": NaN}]', "f", scored),
      (error) =>
        error instanceof AmtlError && error.details.where === "f, line 1, column 17, field score",
    );
    assert.throws(() => checkPredictions(JSON.stringify(all).slice(0, -1), "f", scored), AmtlError);
  });

  it("are never read in part: wherever a line is cut, that line is named", () => {
    fc.assert(
      fc.property(facts, fc.nat(), (all, at) => {
        const text = textOf(all);
        const last = JSON.stringify(all.at(-1)).length;
        // Something of the last line is there, and something is missing.
        const cut = text.slice(0, text.length - 2 - (at % (last - 1)));
        assert.throws(
          () => checkPredictions(cut, "f", scored),
          (error) =>
            error instanceof AmtlError &&
            error.message.startsWith("Incomplete last line") &&
            new RegExp(`line ${all.length}\\b`).test(error.details.where ?? ""),
          cut,
        );
      }),
    );
  });
});
