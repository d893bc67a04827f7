import assert from "node:assert/strict";
import fc from "fast-check";
import { makeBatch } from "../../../src/corpus/features/batch.js";
import { buildFeatures } from "../../../src/corpus/features/features.js";
import { LAYOUT, letters, someDocument } from "../documents.js";

const someFeatures = someDocument.map((document) =>
  buildFeatures(document, { tokenizer: letters, layout: LAYOUT, maxLength: 1024 }),
);
const someBatch = fc.array(someFeatures, { minLength: 1, maxLength: 4 });

describe("makeBatch", () => {
  it("pads on the right to the longest document, with a mask over the pieces", () => {
    fc.assert(
      fc.property(someBatch, (features) => {
        const batch = makeBatch(features, LAYOUT);
        assert.equal(batch.size, features.length);
        assert.equal(batch.width, Math.max(...features.map(({ inputIds }) => inputIds.length)));
        features.forEach(({ inputIds }, i) => {
          const from = i * batch.width;
          const padding = batch.width - inputIds.length;
          const ids = [...inputIds, ...Array<number>(padding).fill(0)];
          assert.deepEqual([...batch.inputIds.subarray(from, from + batch.width)], ids);
          const mask = [...inputIds.map(() => 1), ...Array<number>(padding).fill(0)];
          assert.deepEqual([...batch.mask.subarray(from, from + batch.width)], mask);
          assert.equal(batch.lengths[i], inputIds.length);
        });
      }),
    );
  });

  it("puts the pairs of all documents one after the other", () => {
    fc.assert(
      fc.property(someBatch, (features) => {
        const batch = makeBatch(features, LAYOUT);
        assert.deepEqual(
          [...batch.pairs],
          features.flatMap(({ pairs }) => [...pairs]),
        );
        assert.deepEqual(
          [...batch.pairDocument],
          features.flatMap(({ pairs }, i) => Array<number>(pairs.length / 2).fill(i)),
        );
        assert.equal(batch.rows, batch.pairDocument.length);
        assert.deepEqual(
          batch.entityPositions,
          features.map(({ entityPositions }) => entityPositions),
        );
      }),
    );
  });

  it("sets the relations of a pair, or column 0 when it has none; never another slot", () => {
    fc.assert(
      fc.property(someBatch, (features) => {
        const batch = makeBatch(features, LAYOUT);
        const expected = features.flatMap(({ pairs, positives }) =>
          Array.from({ length: pairs.length / 2 }, (_, i) => {
            const columns = positives.at(i) ?? [];
            return LAYOUT.columns.map((_, column) =>
              columns.includes(column) || (column === 0 && columns.length === 0) ? 1 : 0,
            );
          }),
        );
        assert.equal(batch.columns, LAYOUT.columns.length);
        assert.deepEqual([...batch.labels], expected.flat());
      }),
    );
  });
});
