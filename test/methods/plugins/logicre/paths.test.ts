import assert from "node:assert/strict";
import { seededRandom } from "../../../../src/base/random.js";
import { pathScore, pathsIn } from "../../../../src/methods/plugins/logicre/paths.js";
import { marginsOf, transitions } from "../../../../src/methods/plugins/logicre/truths.js";

const [ENTITIES, RELATIONS] = [4, 3];
const IDENTITY = 2 * RELATIONS + 1;

function atoms(seed: number): readonly Float64Array[] {
  const random = seededRandom(seed, "margins");
  const of = Array.from({ length: RELATIONS }, () =>
    Float64Array.from({ length: ENTITIES ** 2 }, (_, cell) =>
      cell % (ENTITIES + 1) === 0 ? -30 : 6 * random.next() - 3,
    ),
  );
  return transitions({ entities: ENTITIES, of });
}

/** The best path by looking at all of them. */
function best(all: readonly Float64Array[], x: number, y: number, body: readonly number[]): number {
  if (body.length === 0) return x === y ? 0 : -Infinity;
  const [atom, ...rest] = body;
  if (atom === IDENTITY) return best(all, x, y, rest);
  return Math.max(
    ...Array.from(
      { length: ENTITIES },
      (_, z) => all[atom - 1][x * ENTITIES + z] + best(all, z, y, rest),
    ),
  );
}

describe("path scores of LogicRE", () => {
  it("are those of the best of all paths, identity anywhere", () => {
    for (const seed of [1, 2, 3]) {
      const all = atoms(seed);
      const follow = pathsIn(all, ENTITIES);
      const random = seededRandom(seed, "bodies");
      for (let i = 0; i < 60; i++) {
        const body = Array.from({ length: 3 }, () => 1 + random.below(IDENTITY));
        for (let x = 0; x < ENTITIES; x++) {
          const row = follow(x, body);
          for (let y = 0; y < ENTITIES; y++) {
            const got = row === null ? 0 : pathScore(row[y]);
            const want = Math.exp(best(all, x, y, body));
            assert.ok(Math.abs(got - want) < 1e-6, `${body.join()} ${x} ${y}: ${got} ${want}`);
          }
        }
      }
    }
  });

  it("turn inverses round", () => {
    const all = atoms(4);
    assert.equal(all[RELATIONS][1 * ENTITIES + 2], all[0][2 * ENTITIES + 1]);
  });
});

describe("margins of LogicRE", () => {
  const layout = {
    columns: [null, "a", null, "b"],
    segments: [
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ],
  };
  const document = { pairs: Int32Array.of(0, 1), entityPositions: [[], []] };

  it("are relations less the threshold of their segment, far below 0 for an entity and itself", () => {
    const scores = Float32Array.of(1, 5, 2, 4);
    const { of } = marginsOf(scores, document, layout, "class");
    assert.deepEqual([...of[0]], [-30, 4, -30, -30]);
    assert.deepEqual([...of[1]], [-30, 2, -30, -30]);
    assert.equal(marginsOf(scores, document, layout, "zero").of[0][1], 5);
  });
});
