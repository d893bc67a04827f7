import assert from "node:assert/strict";
import { type Random, seededRandom } from "../../../../src/base/random.js";
import { AmtlError } from "../../../../src/base/errors.js";
import { componentsOf, isViolated } from "../../../../src/methods/plugins/milr/components.js";
import type { MinedRule } from "../../../../src/methods/plugins/milr/mining.js";
import { buildProgram, type Program } from "../../../../src/methods/plugins/milr/program.js";
import { solve } from "../../../../src/methods/plugins/milr/solve.js";

interface Instance {
  readonly program: Program;
  readonly relations: number;
  readonly most: number;
}

const PAIRS = [0, 1, 2].flatMap((h) => [0, 1, 2].flatMap((t) => (h === t ? [] : [[h, t]])));

/** Three entities, random logits and random rules of one and of two atoms. */
function instance(random: Random, relations: number): Instance {
  const atom = (): number => 1 + random.below(2 * relations);
  const rules = Array.from({ length: 3 + random.below(6) }, (): MinedRule => ({
    body: random.next() < 0.4 ? [atom()] : [atom(), atom()],
    target: 1 + random.below(relations),
    confidence: 0.9,
    coverage: 0.1,
    support: 10,
  }));
  const margins = PAIRS.flatMap(() =>
    Array.from({ length: relations }, () => 4 * random.next() - 2.2),
  );
  const most = 1 + random.below(relations);
  const priors = Array.from({ length: relations + 1 }, () => 0.05 + 0.9 * random.next());
  const document = { pairs: Int32Array.from(PAIRS.flat()), margins, relations };
  const program = buildProgram(document, rules, { priors, tau: 0.8, power: 0.5, most });
  return { program, relations, most };
}

/** Cost of values, infinite where a rule or the limit of a pair is violated. */
function costOf({ program, relations, most }: Instance, values: ArrayLike<number>): number {
  if (program.constraints.some((constraint) => isViolated(constraint, values))) return Infinity;
  const [one, zero] = program.costs;
  let cost = 0;
  for (const row of program.active) {
    let count = 0;
    for (let cell = row * relations; cell < (row + 1) * relations; cell++) {
      count += values[cell];
      cost += values[cell] === 1 ? one[cell] : zero[cell];
    }
    if (count > most) return Infinity;
  }
  return cost;
}

/** The least cost over every assignment of the cells that are decided about. */
function leastCost(given: Instance): number {
  const { program, relations } = given;
  const cells = program.active.flatMap((row) =>
    Array.from({ length: relations }, (_, r) => row * relations + r),
  );
  const values = program.predicted.slice();
  let least = Infinity;
  for (let code = 0; code < 2 ** cells.length; code++) {
    cells.forEach((cell, bit) => {
      values[cell] = (code >> bit) & 1;
    });
    least = Math.min(least, costOf(given, values));
  }
  return least;
}

const settings = ({ relations, most }: Instance) => ({ relations, most, seconds: 60, title: "t" });

describe("MILR's integer program", () => {
  it("has the cost that enumerating all assignments finds, on 200 random instances", function () {
    this.timeout(120_000);
    const random = seededRandom(15, "programs");
    let open = 0;
    for (let i = 0; i < 200; i++) {
      const given = instance(random, 2);
      const solved = solve(given.program, settings(given));
      const [got, want] = [costOf(given, solved), leastCost(given)];
      assert.ok(Math.abs(got - want) < 1e-6, `instance ${i}: ${got}, not ${want}`);
      open += Number(componentsOf(given.program, given.relations, given.most).open.length > 0);
    }
    assert.ok(open > 100, `${open} instances needed the solver`);
  });

  it("is cut into parts that share nothing, and only those are open where what is cheapest is forbidden", () => {
    const random = seededRandom(16, "parts");
    for (let i = 0; i < 50; i++) {
      const given = instance(random, 4);
      const { values, open } = componentsOf(given.program, given.relations, given.most);
      const cells = open.flatMap((part) => part.cells);
      assert.equal(new Set(cells).size, cells.length);
      for (const part of open) assert.ok(part.constraints.some((each) => isViolated(each, values)));
    }
  });

  it("says that it took longer than it may", () => {
    const random = seededRandom(17, "limits");
    const given = Array.from({ length: 50 }, () => instance(random, 4)).find(
      ({ program, relations, most }) => componentsOf(program, relations, most).open.length > 0,
    )!;
    assert.throws(
      () => solve(given.program, { ...settings(given), seconds: 0, title: "a document" }),
      (error) =>
        error instanceof AmtlError &&
        error.message.includes("not solved") &&
        (error.details.where ?? "").startsWith("a document: ") &&
        (error.details.got ?? "").includes("Time limit"),
    );
  });
});
