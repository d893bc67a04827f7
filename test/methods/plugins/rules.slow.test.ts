import assert from "node:assert/strict";
import { logicre } from "../../../src/methods/plugins/logicre/spec.js";
import { onNative } from "../../support/models/engines.js";
import type { Obedience } from "../../support/models/rule-corpus.js";
import { learnRules } from "../../support/models/rule-learning.js";
import {
  lessThreshold,
  testF1,
  trainOnRules,
  type TrainedOnRules,
} from "../../support/models/rule-training.js";

/** Settings were chosen on others, 1 to 3. */
const SEEDS = [5, 42, 66];
/** Of the gain on labels that obey rules, the most that may be left where these are broken. */
const LEFT = 0.25;

/** How much F1 a plugin adds to its plain backbone, which decides as the plugin does. */
type Gain = (obedience: Obedience, seed: number) => Promise<number>;

const known = new Map<string, Promise<TrainedOnRules>>();

/** The plain model; trained once. */
function plain(obedience: Obedience, seed: number): Promise<TrainedOnRules> {
  const key = `${obedience} ${seed}`;
  const found = known.get(key) ?? trainOnRules(obedience, seed);
  known.set(key, found);
  return found;
}

const trainedGain =
  (id: string): Gain =>
  async (obedience, seed) => {
    const before = await plain(obedience, seed);
    const after = await trainOnRules(obedience, seed, { id, params: {} });
    return testF1(after, after.decoder) - testF1(before, before.decoder);
  };

/** Both are decided by a threshold that dev chooses, without a limit on a pair's relations. */
const learnedGain: Gain = async (obedience, seed) => {
  const before = await plain(obedience, seed);
  const after = await learnRules(before);
  return testF1(after, logicre.decoder!) - testF1(lessThreshold(before), logicre.decoder!);
};

const GAINS: Readonly<Record<string, Gain>> = {
  JMRL: trainedGain("jmrl"),
  MILR: trainedGain("milr"),
  LogicRE: learnedGain,
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Labels that follow from others and that no word states: who follows rules finds them. Where the same texts have as many
 * labels that follow from nothing, there is nothing to find.
 */
describe("what plugins learn of rules in profile smoke", function () {
  this.timeout(3_600_000);
  onNative();
  before(function () {
    if (process.env.AMTL_SLOW_TESTS !== undefined) return;
    this.test!.parent!.title += " (skipped: AMTL_SLOW_TESTS is not set)";
    this.skip();
  });

  for (const [label, gain] of Object.entries(GAINS)) {
    it(`${label} gains F1 over the plain backbone with each seed, and no more than a quarter of that where rules are broken`, async () => {
      const gains: Record<Obedience, number[]> = { obeyed: [], broken: [] };
      for (const obedience of ["obeyed", "broken"] as const)
        for (const seed of SEEDS) gains[obedience].push(await gain(obedience, seed));
      for (const [obedience, own] of Object.entries(gains)) {
        const each = own.map((value) => value.toFixed(2)).join(", ");
        process.stdout.write(`      ${label}, rules ${obedience}: test F1 by seed ${each}\n`);
      }
      assert.ok(Math.min(...gains.obeyed) > 0, gains.obeyed.join(", "));
      assert.ok(
        meanOf(gains.broken) < LEFT * meanOf(gains.obeyed),
        `${meanOf(gains.broken)} of ${meanOf(gains.obeyed)}`,
      );
    });
  }
});
