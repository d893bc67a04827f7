import * as tf from "@tensorflow/tfjs-core";
import { seededRandom } from "../../../base/random.js";
import type { Learned, Learner, LearnerOptimizer, ScoredRun } from "../../../contract/learner.js";
import { createDropout } from "../../../nn/ops/dropout.js";
import {
  assignParameters,
  createParameters,
  disposeParameters,
  readParameters,
} from "../../../nn/parameters.js";
import { bodyOf, identityOf, minedBodies, type Shares } from "./bodies.js";
import { devScore, devScores } from "./dev-score.js";
import { exampleOf } from "./examples.js";
import { fitScorer } from "./fit.js";
import { generate, generatorStep, type Source } from "./generate.js";
import { initialGenerator, type GeneratorSizes } from "./generator.js";
import { drawBodies, mixed } from "./posterior.js";
import { toValues, type Rules } from "./rules.js";
import { labelledScores, type Setting } from "./setting.js";
import { settingsOf, type Settings } from "./settings.js";
import { stateOf, restored, type State } from "./state.js";

/** A step: an epoch of the generator, or drawing rules from it and training the scorer on them. */
type Step = { readonly round: number } & ({ readonly epoch: number } | { readonly epoch: null });

function stepsOf({ rounds, generatorEpochs, laterEpochs }: Settings): readonly Step[] {
  return Array.from({ length: rounds + 1 }, (_, round) => {
    const epochs = round === 0 ? generatorEpochs : laterEpochs;
    const learning: Step[] = Array.from({ length: epochs }, (__, epoch) => ({ round, epoch }));
    return [...learning, { round, epoch: null }];
  }).flat();
}

/** How the generator's rate falls with each epoch. */
const FALL = 0.9;
/** Steps of the generator between two pauses. */
const PAUSE = 50;

/** The EM of rule generator and scorer on what a trained run scored (spec/plugins.md 4). */
export function learnerOf(setting: Setting, run: ScoredRun): Learner {
  const { triples, types, relations, documents } = setting;
  const { seed, train, dev, optimizer: newOptimizer, pause } = run;
  const settings = settingsOf(run.params);
  const sizes: GeneratorSizes = settings;
  const steps = stepsOf(settings);
  const atoms = identityOf(relations);
  const parameters = createParameters(
    tf,
    initialGenerator(sizes, types.length, atoms, seededRandom(seed, "rule generator")),
  );
  const sources = triples.map(({ head, relation, tail }): Source => ({
    head: types.indexOf(head),
    relation: relation - 1,
    tail: types.indexOf(tail),
  }));
  let shares: readonly Shares[] = minedBodies(documents, triples, relations);
  let optimizer: LearnerOptimizer | null = null;

  const learn = async (round: number, epoch: number): Promise<Learned> => {
    if (epoch === 0) {
      optimizer?.dispose();
      optimizer = null;
    }
    optimizer ??= newOptimizer(parameters, settings.generatorRate);
    const random = seededRandom(seed, `bodies ${round} ${epoch}`);
    const seen = shares.map((own) =>
      [...own].map(([key, share]) => ({ body: bodyOf(key), share })),
    );
    const batches = Math.ceil(settings.samples / settings.generatorBatch);
    let sum = 0;
    for (let batch = 0; batch < batches; batch++) {
      const examples = Array.from({ length: settings.generatorBatch }, () =>
        exampleOf(sources, seen, random),
      );
      const dropout = createDropout(seed, (round * 1000 + epoch) * batches + batch);
      const { loss, gradients } = generatorStep(parameters, sizes, examples, dropout);
      optimizer.update(gradients, FALL ** epoch);
      for (const gradient of gradients.values()) gradient.dispose();
      sum += loss;
      if (batch % PAUSE === 0) await pause();
    }
    return { loss: sum / Math.max(1, batches), values: null };
  };

  const score = async (round: number): Promise<Learned> => {
    const random = seededRandom(seed, `rules ${round}`);
    const rules: Rules = generate(parameters, sizes, sources, settings.draws, random);
    await pause();
    const bodies = rules.map((own) => own.map(({ body }) => body));
    const scored = [];
    for (const [index, { entityPositions }] of train.features.entries()) {
      if (entityPositions.length > 0) scored.push(labelledScores(setting, train, index, bodies));
      if (index % PAUSE === 0) await pause();
    }
    const compared = devScores(setting, dev, bodies);
    const fit = { ...settings, width: settings.draws, triples: triples.length };
    const { scorer, loss } = await fitScorer(
      scored,
      { ...fit, seed, stream: `scorer ${round}` },
      (now) => devScore(compared, setting, now),
      pause,
    );
    if (round < settings.rounds) {
      const drawn = drawBodies(scored, rules, scorer, seededRandom(seed, `posterior ${round}`));
      shares = mixed(shares, drawn);
    }
    return { loss, values: toValues(rules, settings.draws, scorer) };
  };

  return {
    steps: steps.length,
    rounds: settings.rounds + 1,
    step: (index) => {
      const { round, epoch } = steps[index];
      return epoch === null ? score(round) : learn(round, epoch);
    },
    state: () =>
      stateOf({ shares, parameters: readParameters(parameters), moments: optimizer?.state() }),
    restore: (arrays) => {
      const shapes = readParameters(parameters);
      const state: State = restored(arrays, shapes, triples.length);
      ({ shares } = state);
      assignParameters(tf, parameters, state.parameters);
      optimizer?.dispose();
      optimizer = null;
      if (state.moments === undefined) return;
      optimizer = newOptimizer(parameters, settings.generatorRate);
      optimizer.restore(state.moments);
    },
    dispose: () => {
      optimizer?.dispose();
      disposeParameters(parameters);
    },
  };
}
