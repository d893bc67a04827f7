import assert from "node:assert/strict";
import { normal } from "../../../bench/verdicts/normal.js";
import { seededRandom } from "../../../src/base/random.js";
import { looksFor } from "../../../src/report/verdicts/looks.js";
import {
  nextOf,
  sequentialStates,
  type SequentialCell,
  type SequentialState,
} from "../../../src/report/verdicts/sequential.js";
import { VERDICT_SETTINGS } from "../../../src/report/verdicts/settings.js";

const cell = (id: string, values: readonly number[], more: Partial<SequentialCell> = {}) => ({
  ...{ id, group: "column", configuration: id, printed: 70, decimals: 2, values, hoursPerSeed: 2 },
  ...more,
});

const around = (mean: number, n: number): number[] =>
  Array.from({ length: n }, (_, at) => mean + [-0.12, 0.1, 0.02, -0.05, 0.06][at % 5]);

describe("looking at cells as seeds come in", () => {
  const looks = looksFor(20, 4, VERDICT_SETTINGS);

  it("asks for more at each look than a single one, and for more still to accuse", () => {
    assert.deepEqual(
      looks.map(({ seeds }) => seeds),
      [3, 5, 10, 15, 20],
    );
    for (const { levels } of looks) {
      assert.ok(levels.equivalent < 0.05 && levels.equivalent > 0.01);
      assert.ok(levels.different < levels.equivalent);
    }
    assert.deepEqual(
      looksFor(7, 1, VERDICT_SETTINGS).map(({ seeds }) => seeds),
      [3, 5, 7],
    );
  });

  it("decides at the first look that can, and gives up what none will", () => {
    const wide = [-1.4, 1.2, 0.3, -0.6, 0.9].map((x) => 70.4 + x);
    const states = sequentialStates(
      [
        cell("new", []),
        cell("same", around(70.02, 5)),
        cell("off", around(72, 6)),
        cell("lost", wide, { group: "other" }),
        cell("done", around(70.45, 20)),
      ],
      looks,
      VERDICT_SETTINGS,
    );
    assert.deepEqual(states.get("new"), { kind: "open", nextLook: 3, chance: 1 });
    assert.deepEqual(states.get("same"), { kind: "equivalent", seeds: 3 });
    assert.deepEqual(states.get("off"), { kind: "different", seeds: 3 });
    assert.equal(states.get("lost")?.kind, "hopeless");
    assert.deepEqual(states.get("done"), { kind: "undecided" });
  });

  it("gives the next seeds where decisions are nearest per hour", () => {
    const cells = [
      cell("dear", around(70.3, 3), { hoursPerSeed: 40 }),
      cell("cheap", around(70.3, 3)),
      cell("shared", around(70.3, 3), { configuration: "cheap" }),
      cell("same", around(70, 3)),
    ];
    const open = { kind: "open", nextLook: 5, chance: 0.5 } as const;
    const states = new Map<string, SequentialState>([
      ["dear", open],
      ["cheap", open],
      ["shared", open],
      ["same", { kind: "equivalent", seeds: 3 }],
    ]);
    const next = nextOf(cells, states);
    assert.deepEqual(
      next.map(({ configuration, from, to }) => [configuration, from, to]),
      [
        ["cheap", 3, 5],
        ["dear", 3, 5],
      ],
    );
    assert.equal(next[0].worth, 1 / 4);
  });

  it("is wrong in at most 5 % of cells, though it looks five times", () => {
    const draw = normal(seededRandom(21, "sequential"));
    let [wrongEquivalent, wrongDifferent, far] = [0, 0, 0];
    const single = looksFor(20, 6, VERDICT_SETTINGS);
    for (let table = 0; table < 150; table++) {
      const cells = Array.from({ length: 6 }, (_, row) => {
        const printed = 70 + (0.25 * draw()) / Math.sqrt(5);
        const values = Array.from({ length: 20 }, () => 70.5 + 0.25 * draw());
        return cell(`r${row}`, values, { printed });
      });
      const states = [...sequentialStates(cells, single, VERDICT_SETTINGS).values()];
      far += states.length;
      wrongEquivalent += states.filter(({ kind }) => kind === "equivalent").length;
      wrongDifferent += Number(states.some(({ kind }) => kind === "different"));
    }
    // The true difference is the margin itself, where both tests err most; three standard errors are allowed.
    assert.ok(
      wrongEquivalent / far <= 0.05 + 3 * Math.sqrt((0.05 * 0.95) / far),
      `${wrongEquivalent}`,
    );
    assert.ok(wrongEquivalent > 0);
    assert.ok(
      wrongDifferent / 150 <= 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 150),
      `${wrongDifferent}`,
    );
  });
});
