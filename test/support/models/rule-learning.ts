import { logicre } from "../../../src/methods/plugins/logicre/spec.js";
import { nameTriplesOf } from "../../../src/scoring/name-triples.js";
import { createOptimizer } from "../../../src/train/optimizer/optimizer.js";
import { testF1, type Scored, type TrainedOnRules } from "./rule-training.js";
import { smokeSpec } from "./smoke-training.js";

/** What LogicRE makes of a trained model: the rules of the round with the best dev F1. */
export async function learnRules(trained: TrainedOnRules): Promise<TrainedOnRules> {
  const { layout, seed, train, dev, test } = trained;
  const { plugin: spec, decoder } = smokeSpec("atl", "atlop", {
    seed,
    plugin: { id: logicre.id, params: {} },
  });
  const { params } = spec!;
  const { plugin } = await logicre.kernel();
  const { learn, rescorer } = plugin.fromTraining!({ features: train.features, layout, params });
  const facts = nameTriplesOf(train.split.gold);
  const learner = learn!({
    train,
    dev: {
      ...dev,
      isKnown: (document, h, t, column) => {
        const { names } = dev.split.gold[document];
        return facts.hasAny(names[h], names[t], layout.columns[column]!);
      },
    },
    layout,
    params,
    seed,
    optimizer: (parameters, rate) =>
      createOptimizer(parameters, {
        adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0, variant: "torch" },
        clip: null,
        groups: [],
        rate,
      }),
    pause: () => Promise.resolve(),
  });
  let best: { trained: TrainedOnRules; f1: number } | null = null;
  for (let step = 0; step < learner.steps; step++) {
    const { values } = await learner.step(step);
    if (values === null) continue;
    const rescore = rescorer!((name) => values.get(name)!);
    const rescored = (scored: Scored): Scored => ({
      ...scored,
      logits: scored.logits.map((logits, i) =>
        rescore(logits, { features: scored.features[i], layout, params }),
      ),
    });
    const now = { ...trained, dev: rescored(dev), test: rescored(test) };
    const f1 = testF1({ ...now, test: now.dev }, decoder);
    if (best === null || f1 > best.f1) best = { trained: now, f1 };
  }
  learner.dispose();
  return best!.trained;
}
