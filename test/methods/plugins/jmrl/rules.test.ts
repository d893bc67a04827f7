import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import { squaresOf } from "../../../../src/methods/plugins/shared/cells.js";
import { ruleLogits } from "../../../../src/methods/plugins/jmrl/rules.js";
import { numbers } from "../../../support/models/gradients.js";
import { onBothEngines } from "../../../support/models/engines.js";

type Pair = readonly [number, number];
type Table = readonly (readonly number[])[];

const softmax = (values: readonly number[]): number[] => {
  const powers = values.map((value) => Math.exp(value - Math.max(...values)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
};

const SIZES = { classes: 3, atoms: 3, rules: 2 };
const CHANNELS = 2 * SIZES.classes + 1;
const atomLogits = numbers(SIZES.classes * SIZES.atoms * SIZES.rules * CHANNELS, "atoms", 2);
const weights = numbers(SIZES.classes * SIZES.rules, "weights");

/** The formula of spec/plugins.md 2 by loops, of one document whose pairs have these truths. */
function byLoops(entities: number, pairs: readonly Pair[], truth: Table, mask: boolean): Table {
  const { classes, atoms, rules } = SIZES;
  const of = (x: number, y: number): readonly number[] => {
    const at = pairs.findIndex(([h, t]) => h === x && t === y && x !== y);
    return at < 0 ? Array<number>(classes).fill(0) : truth[at];
  };
  const atom = (head: number, step: number, rule: number, x: number, y: number): number => {
    const from = ((head * atoms + step) * rules + rule) * CHANNELS;
    const own = [...atomLogits.subarray(from, from + CHANNELS)];
    if (mask && head !== 0) own[0] = own[classes] = -1e30;
    const channels = [...of(x, y), ...of(y, x), x === y ? 1 : 0];
    return softmax(own).reduce((sum, share, k) => sum + share * channels[k], 0);
  };
  const all = Array.from({ length: entities }, (_, z) => z);
  const path = (head: number, step: number, rule: number, x: number, y: number): number =>
    step === 0
      ? atom(head, 0, rule, x, y)
      : all.reduce(
          (sum, z) => sum + atom(head, step, rule, x, z) * path(head, step - 1, rule, z, y),
          0,
        );
  return pairs.map(([x, y]) =>
    Array.from({ length: classes }, (_, head) =>
      Array.from(
        { length: rules },
        (__, rule) => Math.tanh(weights[head * rules + rule]) * path(head, atoms - 1, rule, x, y),
      ).reduce((sum, value) => sum + value, 0),
    ),
  );
}

/** The same by tensors, of several documents. */
function byTensors(
  documents: readonly { n: number; pairs: readonly Pair[]; truth: Table }[],
  maskNone: boolean,
): Table {
  return tf.tidy(() => {
    const pairs = documents.flatMap((document) => document.pairs);
    const squares = squaresOf({
      size: documents.length,
      rows: pairs.length,
      pairs: Int32Array.from(pairs.flat()),
      pairDocument: Int32Array.from(documents.flatMap((own, d) => own.pairs.map(() => d))),
      entityPositions: documents.map(({ n }) => Array.from({ length: n }, () => [])),
    });
    const { classes, atoms, rules } = SIZES;
    const truth = tf.tensor2d(
      documents.flatMap((document) => document.truth.map((row) => [...row])),
    );
    return ruleLogits(truth, squares, {
      atoms: tf.tensor4d(atomLogits, [classes, atoms, rules, CHANNELS]),
      weights: tf.tensor3d(weights, [classes, rules, 1]),
      maskNone,
    }).arraySync();
  });
}

const truthOf = (pairs: readonly Pair[], name: string): Table =>
  pairs.map((_, i) => softmax([...numbers(SIZES.classes, `${name} ${i}`, 2)]));

function assertClose(got: Table, want: Table): void {
  assert.equal(got.length, want.length);
  got.flat().forEach((value, i) => {
    assert.ok(Math.abs(value - want.flat()[i]) <= 1e-5, `${value} is not ${want.flat()[i]}`);
  });
}

// A pair that is not among the rows, a self pair, and an entity without any pair.
const FIRST: readonly Pair[] = [
  [1, 0],
  [0, 2],
  [2, 1],
  [2, 2],
  [0, 1],
];
const SECOND: readonly Pair[] = [
  [0, 1],
  [1, 0],
];

onBothEngines("JMRL's soft rules", () => {
  for (const mask of [true, false]) {
    it(`are the paths of the formula, ${mask ? "without" : "with"} atoms of no relation`, () => {
      const truth = truthOf(FIRST, "first");
      const got = byTensors([{ n: 4, pairs: FIRST, truth }], mask);
      assertClose(got, byLoops(4, FIRST, truth, mask));
    });
  }

  it("see no other document of the batch", () => {
    const [one, two] = [truthOf(FIRST, "first"), truthOf(SECOND, "second")];
    const documents = [
      { n: 4, pairs: FIRST, truth: one },
      { n: 2, pairs: SECOND, truth: two },
      { n: 0, pairs: [], truth: [] },
    ];
    const apart = [...byLoops(4, FIRST, one, true), ...byLoops(2, SECOND, two, true)];
    assertClose(byTensors(documents, true), apart);
  });
});
