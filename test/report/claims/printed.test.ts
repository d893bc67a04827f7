import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { projectRoot } from "../../../src/base/root.js";
import { loadExperiments } from "../../../src/app/select/experiments.js";
import { planOf } from "../../../src/report/claims/plan.js";
import { printedReading } from "../../../src/report/claims/on-points.js";
import { readClaims } from "../../../src/report/claims/read.js";
import { claimsById, printedNumbers } from "./measures.js";

interface Reading {
  readonly id: string;
  readonly verdict: string;
  readonly comparisons: number;
  readonly known: number;
  readonly held: number;
  readonly range?: readonly [number, number];
}

const readings = async (): Promise<readonly Reading[]> =>
  JSON.parse(
    await readFile(`${projectRoot()}/test/fixtures/claim-readings.json`, "utf8"),
  ) as readonly Reading[];

describe("claims on the paper's printed numbers", () => {
  it("read as another program read them, all 96", async () => {
    const [claims, printed, expected] = [
      await readClaims(),
      await printedNumbers(),
      await readings(),
    ];
    const found = claims.map((claim): Reading => {
      const { verdict, comparisons, known, held } = printedReading(
        claim,
        printed.operand,
        printed.cell,
      );
      return { id: claim.id, verdict, comparisons, known, held };
    });
    assert.equal(found.length, 96);
    assert.deepEqual(
      found,
      expected.map(({ id, verdict, comparisons, known, held }) => ({
        ...{ id, verdict, comparisons, known, held },
      })),
    );
    const counts = ["holds", "fails", "cannot tell"].map(
      (verdict) => found.filter((each) => each.verdict === verdict).length,
    );
    assert.deepEqual(counts, [51, 16, 29]);
  });

  it("compare the same numbers, to the last printed digit", async () => {
    const [claims, printed] = [await claimsById(), await printedNumbers()];
    const expected = (await readings()).filter(({ range }) => range !== undefined);
    assert.ok(expected.length > 60);
    for (const { id, range } of expected) {
      const found = printedReading(claims.get(id)!, printed.operand, printed.cell).range;
      assert.ok(found !== null, id);
      [0, 1].forEach((at) => {
        assert.ok(
          Math.abs(found[at] - range![at]) < 1e-3,
          `${id}: ${found.join()} ${range!.join()}`,
        );
      });
    }
  });

  it("name what goes against a claim, with its size", async () => {
    const [claims, printed] = [await claimsById(), await printedNumbers()];
    const reading = printedReading(claims.get("amtl-improves-all")!, printed.operand, printed.cell);
    assert.deepEqual(
      reading.exceptions.map(({ at, value }) => [at, value?.toFixed(2)]),
      [["dwie/roberta-large/docunet/test/ign-f1", "-0.29"]],
    );
  });

  it("fail where the text repeats another number than the cell has", async () => {
    const [claims, printed] = [await claimsById(), await printedNumbers()];
    const claim = claims.get("amt-band-gains-named")!;
    const [first, ...rest] = claim.stated!;
    const changed = { ...claim, stated: [{ ...first, value: first.value + 0.01 }, ...rest] };
    assert.equal(printedReading(claim, printed.operand, printed.cell).verdict, "holds");
    assert.equal(printedReading(changed, printed.operand, printed.cell).verdict, "fails");
  });
});

describe("the claims' data", () => {
  it("names cells that experiments have, and no comparison twice", async () => {
    const claims = await readClaims();
    const loaded = await Promise.all(["all", "eq2", "controls"].map((id) => loadExperiments(id)));
    const cells = new Set(
      loaded.flat().flatMap(({ experiment }) => experiment.cells.map(({ id }) => id)),
    );
    const unknown = claims.flatMap(({ id, operands }) =>
      operands.flatMap(({ cell, lacks }) =>
        cell === undefined ? (lacks === undefined ? [id] : []) : cells.has(cell) ? [] : [cell],
      ),
    );
    assert.deepEqual(unknown, []);
    assert.equal(new Set(claims.map(({ id }) => id)).size, claims.length);
    for (const claim of claims) {
      const places = planOf(claim, 0.5).comparisons.map(({ at }) => at);
      assert.ok(places.length > 0, claim.id);
      assert.equal(new Set(places).size, places.length, claim.id);
    }
  });
});
