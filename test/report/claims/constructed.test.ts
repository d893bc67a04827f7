import assert from "node:assert/strict";
import fc from "fast-check";
import { byRole, outcomeFor, SEEDS, type Truth } from "./measures.js";

const verdictOf = async (id: string, truth: Truth, profile?: "paper" | "mini"): Promise<string> =>
  (await outcomeFor(id, truth, profile)).ours.verdict;

const above = byRole({ left: 72, subject: 72 });
const below = byRole({ left: 68, subject: 68 });
const same = byRole({});

describe("claims on results with known truth", () => {
  it("hold, fail or are open as the truth is, for comparisons of every kind", async () => {
    for (const id of [
      "amt-improves-every-loss",
      "amtl-best-loss",
      "combos-beat-most-single-threshold",
    ]) {
      assert.equal(await verdictOf(id, { value: above }), "holds", id);
      assert.equal(await verdictOf(id, { value: below }), "fails", id);
      assert.equal(await verdictOf(id, { value: same, sd: 1 }), "inconclusive", id);
    }
  });

  it("fail by one comparison of many, where all are claimed", async () => {
    const value: Truth["value"] = ({ role, group }) =>
      role === "left" ? (group === "hingeabl/dev/f1" ? 66 : 72) : 70;
    const { ours, comparisons } = await outcomeFor("amt-improves-every-loss", { value });
    assert.deepEqual([ours.verdict, ours.decisive, ours.held], ["fails", "hingeabl/dev/f1", 31]);
    const exception = comparisons.find(({ at }) => at === "hingeabl/dev/f1")?.ours;
    assert.ok(exception !== undefined && exception !== null && Math.abs(exception.value + 4) < 0.3);
  });

  it("hold where most do, though some fail", async () => {
    const value: Truth["value"] = ({ role, group }) =>
      role === "left" ? (group.startsWith("atl+afl+aml+sat") ? 66 : 72) : 70;
    assert.equal(await verdictOf("combos-beat-most-single-threshold", { value }), "holds");
  });

  it("take a stated gain for the same within the margin, and count the paper's own seeds", async () => {
    const gain = (size: number): Truth["value"] => byRole({ left: 70 + size });
    assert.equal(
      await verdictOf("weak-supervision-gain-over-jmrl", { value: gain(11.03), sd: 0.01 }),
      "holds",
    );
    assert.equal(
      await verdictOf("weak-supervision-gain-over-jmrl", { value: gain(9), sd: 0.01 }),
      "fails",
    );
    const { comparisons } = await outcomeFor("weak-supervision-gain-over-jmrl", {
      value: gain(11),
    });
    const [{ ours }] = comparisons;
    const { ours: other } = (await outcomeFor("amtl-helps-both-tail-bands", { value: gain(11) }))
      .comparisons[0];
    // √(1/5 + 1/5) against √(1/5), with a spread of another draw.
    assert.ok(ours!.spread!.both > 0 && other!.spread!.both > 0);
    assert.equal(ours!.spread!.documents, null);
  });

  it("follow a trend, by every step or by ranks", async () => {
    const slope =
      (by: number): Truth["value"] =>
      ({ x = 0 }) =>
        50 + by * x;
    assert.equal(await verdictOf("threshold-rises-with-segments", { value: slope(1) }), "holds");
    assert.equal(await verdictOf("threshold-rises-with-segments", { value: slope(-1) }), "fails");
    assert.equal(await verdictOf("recall-falls-with-segments", { value: slope(-1) }), "holds");
    assert.equal(await verdictOf("recall-falls-with-segments", { value: slope(1) }), "fails");
    assert.equal(
      await verdictOf("recall-falls-with-segments", { value: slope(0), sd: 1 }),
      "fails",
    );
    const peak: Truth["value"] = ({ x = 0 }) => 75 - Math.abs(x - 4);
    assert.equal(await verdictOf("f1-peaks-at-four-segments", { value: peak }), "holds");
    assert.equal(await verdictOf("f1-peaks-at-four-segments", { value: slope(1) }), "fails");
  });

  it("compare shares of a gain only where there is one", async () => {
    const id = "control-ordering-carries-gain";
    const share = (left: number, right: number): Truth["value"] =>
      byRole({ left, right, "left-base": 70, "right-base": 70 });
    assert.equal(await verdictOf(id, { value: share(70.5, 73) }), "holds");
    assert.equal(await verdictOf(id, { value: share(72.8, 73) }), "fails");
    assert.equal(await verdictOf(id, { value: share(70.5, 70), sd: 0.3 }), "inconclusive");
  });

  it("are not testable without results, or at another scale, and say what is missing", async () => {
    const missing = await outcomeFor("amtl-best-loss", { value: () => "missing" });
    assert.deepEqual(
      [missing.ours.verdict, missing.ours.why],
      ["not testable here", "no result yet: table4"],
    );
    const other = await outcomeFor("amtl-over-hingeabl-redocred", { value: above }, "mini");
    assert.equal(other.ours.verdict, "not testable here");
    assert.match(other.ours.why ?? "", /paper's scale.*mini/);
    assert.equal(other.paper.verdict, "holds");
  });

  it("fail though results are missing, where what is there suffices", async () => {
    const value: Truth["value"] = ({ role, group }) =>
      group === "afl/dev/f1" ? "missing" : role === "left" ? 66 : 70;
    assert.equal(await verdictOf("amt-improves-every-loss", { value }), "fails");
    const good: Truth["value"] = (operand) => {
      const found = value(operand);
      return found === 66 ? 74 : found;
    };
    const { ours } = await outcomeFor("amt-improves-every-loss", { value: good });
    assert.deepEqual(
      [ours.verdict, ours.why],
      ["not testable here", "no result yet for 1 of 32 comparisons: table4"],
    );
  });

  it("leave out what a profile cannot have, on both sides of a comparison", async () => {
    const value: Truth["value"] = ({ group, role }) =>
      group.includes("roberta-large") && role === "left" ? "never" : above({ group, role });
    const { ours, comparisons } = await outcomeFor("amtl-improves-all", { value }, "mini");
    assert.equal(ours.verdict, "holds");
    assert.equal(ours.comparisons + ours.leftOut, 100);
    assert.ok(ours.leftOut > 40);
    assert.deepEqual(ours.lacks, ["an encoder in place of roberta-large"]);
    assert.equal(comparisons.filter((each) => each.ours === null).length, ours.leftOut);
  });

  it("are open with one seed, and say so", async () => {
    const { ours } = await outcomeFor("amtl-best-loss", { value: above, seeds: [66] });
    assert.deepEqual([ours.verdict, ours.held, ours.seeds], ["inconclusive", 4, 1]);
    assert.match(ours.why ?? "", /^one seed/);
  });

  it("pair runs by the seeds that both have", async () => {
    const { ours } = await outcomeFor("amtl-best-loss", { value: above, seeds: SEEDS.slice(0, 3) });
    assert.equal(ours.seeds, 3);
  });

  it("never hold and fail, whatever the truth", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: -2, max: 2, noNaN: true }), async (gain) => {
        const verdict = await verdictOf("any-order-beats-atl", {
          value: byRole({ left: 70 + gain }),
          sd: 0.2,
        });
        if (gain > 0) assert.notEqual(verdict, "fails");
        if (gain < -1) assert.equal(verdict, "fails");
        if (gain > 1) assert.equal(verdict, "holds");
      }),
      { numRuns: 30, seed: 14 },
    );
  });
});
