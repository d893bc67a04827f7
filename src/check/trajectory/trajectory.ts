import { BACKBONES } from "../../methods/backbones/registry.js";
import { PAPERS_OWN } from "../../methods/backbones/papers-own.js";
import { cutBatches } from "../../train/epoch.js";
import type { Model } from "../../train/model.js";
import { freshProgress } from "../../train/state.js";
import { createTrainer } from "../../train/trainer.js";
import { newDeviation } from "../deviation.js";
import { namedLoss } from "../named-loss.js";
import { NotCovered, type Checker } from "../checker.js";
import {
  compareCounts,
  compareEnd,
  compareFirstGradients,
  compareLogits,
  compareParameters,
  compareStep,
  type Compared,
} from "./compare.js";
import { featuresOf, unreadFields, withPairs } from "./documents.js";
import { layoutOf, modelOf, scheduleOf } from "./run.js";
import { trajectorySchema } from "./schema.js";

/** Golden `trajectory`: a whole training run, step by step, and the model at its end. */
export const check: Checker = async (file) => {
  const golden = trajectorySchema.parse(file);
  const { config, steps, evaluations } = golden;
  const backbone = BACKBONES.get(config.backbone ?? PAPERS_OWN);
  if (backbone === undefined)
    throw new NotCovered(`there is no backbone ${String(config.backbone)}`);
  const loss = namedLoss(config.loss);
  if (loss === undefined) throw new NotCovered(`there is no loss ${config.loss}`);
  const { kernel } = await backbone.kernel();
  if (kernel.golden === undefined) {
    throw new NotCovered(`${backbone.id} does not say how its golden files are read`);
  }
  const { documents: ownReading } = kernel.golden;
  const more = ownReading === undefined ? unreadFields(golden.features) : [];
  if (more.length > 0) throw new NotCovered(`no stage here learns from ${more.join(", ")}`);

  const deviation = newDeviation();
  const layout = layoutOf(config);
  const features = (ownReading ?? featuresOf)(golden.features);
  const model = modelOf({ golden, backbone, kernel, loss, features }, deviation);
  const { schedule, rates } = scheduleOf(golden, backbone, deviation);
  const compared: Compared = { golden, features, layout, loss, model, deviation };
  if (golden.initial !== undefined) compareLogits(compared, "initial logits", golden.initial);

  let [done, evaluated] = [0, 0];
  const watched: Model = {
    ...model,
    step: (...given) => {
      const step = model.step(...given);
      if (done === 0) compareFirstGradients(compared, step);
      return step;
    },
  };
  const trainer = createTrainer({
    model: watched,
    schedule,
    layout,
    features,
    seed: 1,
    batches: (epoch) => cutBatches(config.epoch_orders[epoch], schedule),
    documents: (members) => {
      const pairs = steps.at(done)?.pairs;
      return members.map((index, i) =>
        pairs === undefined ? features[index] : withPairs(features[index], pairs[i] ?? []),
      );
    },
    evaluate: () => {
      const want = evaluations?.at(evaluated++);
      deviation.exact(`evaluation after step ${done - 1}`, isWanted(want, done - 1, evaluations));
      if (want !== undefined) compareCounts(compared, want);
      return Promise.resolve({ f1: 0, ignF1: 0, precision: 0, recall: 0 });
    },
  });
  deviation.exact("updates", trainer.counts.total === config.total_steps);
  deviation.exact("warm-up", trainer.counts.warmup === (config.warmup_steps ?? 0));
  await trainer.run(freshProgress(), {
    onStep: (_, report) => {
      const want = steps.at(done);
      const at = `step ${done++}`;
      if (want === undefined) deviation.exact(`${at}, which the file lacks`, false);
      else compareStep(compared, at, report, want, rates);
      return Promise.resolve();
    },
    onEvaluated: () => Promise.resolve(),
    onEpoch: () => Promise.resolve(),
  });
  trainer.dispose();
  deviation.exact("steps", done === steps.length);
  deviation.exact("evaluations", evaluated === (evaluations?.length ?? evaluated));
  compareParameters(compared);
  compareEnd(compared);
  model.dispose();
  return deviation.outcome(1);
};

/** Files that list evaluations list all. */
const isWanted = (
  want: { readonly after_step: number } | undefined,
  step: number,
  all: readonly object[] | undefined,
): boolean => all === undefined || want?.after_step === step;
