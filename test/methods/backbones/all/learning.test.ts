import assert from "node:assert/strict";
import { availableParallelism, loadavg } from "node:os";
import { seededRandom, shuffle } from "../../../../src/base/random.js";
import type { SplitName } from "../../../../src/contract/corpus/dataset.js";
import type { Document } from "../../../../src/contract/corpus/document.js";
import type { LossSpec } from "../../../../src/contract/train-spec.js";
import { BACKBONES } from "../../../../src/methods/backbones/registry.js";
import { generateCorpus } from "../../../../src/methods/datasets/synthetic/corpus.js";
import { PAPERS_OWN } from "../../../../src/methods/losses/papers-own.js";
import { scoreEvidence } from "../../../../src/scoring/evidence.js";
import { blindF1 } from "../../../support/models/chance.js";
import { shuffleLabels } from "../../../support/models/controls.js";
import { onNative } from "../../../support/models/engines.js";
import {
  smokeSpec,
  trainSmoke,
  type SmokeOptions,
  type SmokeOutcome,
} from "../../../support/models/smoke-training.js";

/** Seconds of processor time that a run may take: on a quiet machine, as long as it takes alone with its one thread. */
const SECONDS = 30;

/** Where others use the processors, they slow each other's work down: times then say nothing. */
const isQuiet = (): boolean => loadavg()[0] <= availableParallelism() + 1;

/** Trains, prints F1 and the time, and holds the time. */
async function learn(
  backbone: string,
  loss: LossSpec,
  name: string,
  options: SmokeOptions = {},
): Promise<SmokeOutcome> {
  const before = process.cpuUsage();
  const outcome = await trainSmoke(smokeSpec(loss, backbone), options);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  const { f1 } = outcome.metrics;
  process.stdout.write(`      ${name}: test F1 ${f1.toFixed(2)}, ${seconds.toFixed(1)} s\n`);
  assert.ok(seconds <= SECONDS || !isQuiet(), `${seconds} s of processor time`);
  return outcome;
}

/** Evidence F1 of the predictions, and where each fact's sentences are drawn at random from its document, as many. */
function evidenceOf({ predictions, test }: SmokeOutcome): { got: number; chance: number } {
  const random = seededRandom(1, "evidence by chance");
  const sentences = new Map(
    test.features.map(({ title, sentences: spans = [] }) => [title, spans.length]),
  );
  const named = predictions.map(({ evidence = [], ...fact }) => ({ ...fact, evidence }));
  const drawn = named.map(({ evidence, ...fact }) => {
    const all = [...Array(sentences.get(fact.title)).keys()];
    return { ...fact, evidence: shuffle(all, random).slice(0, evidence.length) };
  });
  return {
    got: scoreEvidence(named, test.gold).f1,
    chance: scoreEvidence(drawn, test.gold).f1,
  };
}

/**
 * A threshold that is chosen for dev F1 does not predict nothing where nothing is known, but the commonest relation for
 * every pair: that alone has a test F1 of 5.7. Whoever knows nothing but relations' shares and documents' sizes has this.
 */
function chance(): number {
  const documents = (split: SplitName): readonly Document[] =>
    generateCorpus("news", split, "complete");
  return blindF1(documents("train"), documents("dev"), documents("test"));
}

for (const { id, label, ownLoss, evidenceAbove } of BACKBONES.values()) {
  describe(`what ${label} learns in profile smoke`, function () {
    this.timeout(1_200_000);
    onNative();
    before(function () {
      if (process.env.AMTL_SLOW_TESTS !== undefined) return;
      this.test!.parent!.title += " (skipped: AMTL_SLOW_TESTS is not set)";
      this.skip();
    });

    it("has an own loss, and reaches a test F1 of 50 with it", async () => {
      assert.ok(ownLoss !== undefined);
      const outcome = await learn(id, ownLoss, ownLoss.id);
      assert.ok(outcome.metrics.f1 >= 50, String(outcome.metrics.f1));
      if (evidenceAbove === undefined) return;
      const { got, chance } = evidenceOf(outcome);
      process.stdout.write(`      evidence F1 ${got.toFixed(2)}, by chance ${chance.toFixed(2)}\n`);
      assert.ok(got > chance + 10, `${got} and ${chance}`);
    });

    it("reaches a test F1 of 50 with the paper's loss", async () => {
      const { metrics } = await learn(id, { id: PAPERS_OWN, params: {} }, PAPERS_OWN);
      assert.ok(metrics.f1 >= 50, String(metrics.f1));
    });

    it("learns nothing where the labels are shuffled across pairs", async () => {
      const options = {
        changeTraining: (all: Parameters<typeof shuffleLabels>[0]) => shuffleLabels(all, 1),
      };
      const { metrics } = await learn(id, ownLoss!, "labels shuffled", options);
      const most = "tuned" in smokeSpec(ownLoss!, id).decoder ? chance() : 5;
      process.stdout.write(`      at most ${most.toFixed(2)}\n`);
      assert.ok(metrics.f1 < most, String(metrics.f1));
    });
  });
}
