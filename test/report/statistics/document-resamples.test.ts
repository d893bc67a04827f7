import assert from "node:assert/strict";
import fc from "fast-check";
import type { DocumentCounts } from "../../../src/contract/result.js";
import { RESAMPLES, resampled } from "../../../src/report/statistics/document-resamples.js";

const columns = (documents: number, most: number): fc.Arbitrary<DocumentCounts> => {
  const column = fc.array(fc.nat(most), { minLength: documents, maxLength: documents });
  return fc.record({ gold: column, submitted: column, correct: column, ignored: column });
};

const someCounts = fc
  .record({ documents: fc.integer({ min: 1, max: 9 }), most: fc.constantFrom(0, 3, 40, 2 ** 20) })
  .chain(({ documents, most }) => columns(documents, most));

/** How often each document is drawn: the sums of columns with a one for a single document. */
function drawsOf(set: string, documents: number): readonly Float64Array[] {
  const zeros = Array<number>(documents).fill(0);
  return zeros.map((_, at) => {
    const one = zeros.map((__, each) => Number(each === at));
    return resampled(set, { gold: one, submitted: zeros, correct: zeros, ignored: zeros }).gold;
  });
}

describe("sums over resampled documents", () => {
  it("are those of the drawn documents, small counts and large, whatever was asked before", () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const documents = counts.gold.length;
        const draws = drawsOf("some set", documents);
        const found = resampled("some set", counts);
        for (const name of ["gold", "submitted", "correct", "ignored"] as const) {
          const expected = new Float64Array(RESAMPLES).map((_, b) =>
            counts[name].reduce((sum, count, at) => sum + count * draws[at][b], 0),
          );
          assert.deepEqual(found[name], expected);
        }
        assert.ok(
          draws[0].every((_, b) => draws.reduce((sum, each) => sum + each[b], 0) === documents),
        );
      }),
      { numRuns: 50 },
    );
  });
});
