import { badInput } from "../base/errors.js";
import { shortId } from "../base/text/short-id.js";
import { loadDataset } from "../corpus/datasets/datasets.js";
import { encoderTokenizer, resolveEncoder } from "../corpus/encoders/resolve.js";
import { buildFeatures } from "../corpus/features/features.js";
import { layoutFor } from "../corpus/features/layout.js";
import { featureOptions } from "../corpus/features/options.js";
import { datasetsOfJob, encodersOfJob } from "../corpus/own/of-job.js";
import { toGold, withRelations } from "../corpus/read/gold.js";
import { loadBackbones } from "../extensions/of-job.js";
import { backboneOf } from "../methods/backbones/registry.js";
import { relationNamesOf } from "../methods/datasets/registry.js";
import { analyseErrors, type ErrorAnalysis } from "../scoring/errors/analysis.js";
import { withTuned } from "../scoring/tuned.js";
import { readScores } from "../train/evaluation/scores-file.js";
import { storedEvaluation } from "./evaluation.js";
import type { OpenableRun } from "./open.js";

/** An error analysis, and what it is of. */
export interface RunErrors extends ErrorAnalysis {
  readonly evalId: string;
  readonly evalSet: string;
  /** Names of relations by id; those without one are left out. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * Where a run's evaluation is right and wrong, from its stored scores and predictions; nothing is computed anew, and no
 * engine is loaded.
 *
 * @param root folder that holds train/ and eval/.
 * @param set that was evaluated; left out: the test set.
 * @throws AmtlError (2) for an evaluation or scores that are not there or damaged, (4) when data or encoder are not here.
 */
export async function runErrors(
  root: string,
  run: OpenableRun,
  set: string | undefined,
): Promise<RunErrors> {
  const { spec, job, trainId } = run;
  const { profile, schedule, seed, limit } = spec;
  const evaluation = await storedEvaluation(root, run, set);
  const { evalSet } = evaluation.spec;
  const data = String(evaluation.dependencies[`data:${evalSet}`]);
  const scores = await readScores(root, { trainId, evalSet, data });
  if (scores === null) {
    throw badInput(`Run ${shortId(trainId)} has no stored scores on ${evalSet}`, {
      where: root,
      expected: "the scores that its evaluation kept",
      got: "none that can be used",
      fix: `amtl-run verify ${shortId(trainId)} says what is damaged`,
    });
  }
  const datasets = await datasetsOfJob(job);
  const training = await loadDataset(profile, spec.trainSet, datasets);
  const layout = layoutFor(spec.layout, training, seed);
  const tokenizer = await encoderTokenizer(
    await resolveEncoder(spec.encoder, await encodersOfJob(job)),
  );
  const backbone = backboneOf(spec.backbone, (await loadBackbones(job)).backbones);
  const options = featureOptions(backbone, { tokenizer, layout, maxLength: schedule.maxLength });
  const all = await loadDataset(profile, evalSet, datasets);
  const documents = all.documents.slice(0, limit);
  const gold = documents.map((document) => {
    const facts = toGold(document);
    return spec.layout.labelSpace === null ? facts : withRelations(facts, layout.columnOf);
  });
  const { tuned } = evaluation.result;
  const decoder =
    tuned === undefined ? evaluation.spec.decoder : withTuned(evaluation.spec.decoder, tuned);
  const analysis = analyseErrors(
    documents.map(({ title, sentences, entities }, index) => ({
      title,
      entities,
      sentences: sentences.map((words) => words.length),
      facts: gold[index].facts,
    })),
    evaluation.predictions,
    {
      kept: scores.kept,
      layout,
      decoder,
      documents: documents.map((document) => {
        const { pairs, positives, entityPositions } = buildFeatures(document, options);
        const isRead = (entity: number): boolean =>
          entityPositions[entity].some(([start]) => start + 1 < schedule.maxLength);
        return { pairs, positives, isRead };
      }),
    },
    training.ranking,
  );
  const names = relationNamesOf(spec.trainSet, datasets);
  return { evalId: evaluation.evalId, evalSet, names, ...analysis };
}
