import assert from "node:assert/strict";
import { indexGrid } from "../../../../src/methods/backbones/docunet/grid.js";
import { docunet } from "../../../../src/methods/backbones/docunet/spec.js";
import { loadDataset } from "../../../../src/corpus/datasets/datasets.js";
import { DATASETS } from "../../../../src/methods/datasets/registry.js";
import { dwie } from "../../../../src/methods/datasets/dwie.js";

/** One document with so many entities and the pairs (0, 1) and (1, 0). */
const batchOf = (entities: number) => ({
  size: 1,
  rows: 2,
  pairs: Int32Array.from([0, 1, 1, 0]),
  pairDocument: Int32Array.from([0, 0]),
  entityPositions: [Array.from({ length: entities }, (_, i): [number, number][] => [[i, i + 1]])],
  features: [],
});

describe("DocuNet's grid", () => {
  it("has the context of each unordered pair once, and copies of the last entity beyond it", () => {
    const { contexts, cells, pairs } = indexGrid(batchOf(2), 2, 3);
    // Cells (0, 0), (0, 1), (1, 1) of two entities; row and column 2 are those of entity 1.
    assert.deepEqual([...contexts], [0, 1, 3]);
    assert.deepEqual([...cells], [0, 1, 1, 1, 2, 2, 1, 2, 2]);
    assert.deepEqual([...pairs], [1, 3]);
  });

  it("takes a document that fills it, and refuses a larger one with the size that it needs", () => {
    assert.equal(indexGrid(batchOf(8), 8, 8).contexts.length, (8 * 9) / 2);
    assert.throws(() => indexGrid(batchOf(9), 9, 8), {
      exitCode: 2,
      details: {
        where: "document 0 of its batch",
        expected: "at most 8 entities",
        got: "9",
        fix: "give the largest number of entities of all documents: --set grid=9",
      },
    });
  });

  it("has room for every synthetic document", async () => {
    for (const { id, profiles } of DATASETS.values()) {
      const { splits, mostEntities } = profiles.smoke!;
      const scale = { profile: "smoke", encoder: { id: "any" } } as const;
      const { grid } = docunet.sizesAt!({
        ...scale,
        ...(mostEntities !== undefined && { mostEntities }),
      });
      for (const split of Object.keys(splits)) {
        const { documents } = await loadDataset("smoke", `${id}/${split}`);
        const most = Math.max(...documents.map(({ entities }) => entities.length));
        assert.ok(Number(grid) >= most, `${id}/${split} has ${most} entities`);
      }
    }
  });

  it("is the official one for DocRED, and as large as a data set's largest document", () => {
    const encoder = { id: "any" };
    const gridAt = (mostEntities?: number): unknown =>
      docunet.sizesAt!({
        profile: "paper",
        encoder,
        ...(mostEntities !== undefined && { mostEntities }),
      }).grid;
    assert.equal(gridAt(), 42);
    assert.equal(gridAt(20), 42);
    for (const profile of ["mini", "paper"] as const)
      assert.equal(gridAt(dwie.profiles[profile]?.mostEntities), 81);
  });
});
