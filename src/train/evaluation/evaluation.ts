import type { DecoderSpec } from "../../contract/decoder.js";
import type { EvalResult } from "../../contract/result.js";
import type { EvalSpec } from "../../contract/eval-spec.js";
import type { Dependencies } from "../../contract/train-spec.js";
import { decoderOf } from "../../scoring/decoders/index.js";
import type { KeptScores } from "../../scoring/kept-scores.js";
import { scoreEvidence } from "../../scoring/evidence.js";
import { scoredFacts, type ScoredFact } from "../../scoring/predictions.js";
import { relationScores } from "../../scoring/relation-scores.js";
import { evalResultOf, meanThreshold } from "../../scoring/result.js";
import { tunedDecoder } from "../../scoring/tuned.js";
import { writeEvaluation } from "../../store/evaluation.js";
import type { Job } from "../../contract/job.js";
import { fromScores, type ScoreSource } from "./scores.js";
import type { Inputs, Split } from "../inputs.js";
import type { ScoresKey } from "./scores-file.js";
import type { Model } from "../model.js";
import type { ProvenanceRecorder } from "../../provenance/recorder.js";
import type { TrainingRun } from "../training-run.js";

/** A trained model and what it is scored on. */
export interface EvaluationContext {
  readonly job: Pick<Job, "root" | "trainId" | "dependencies">;
  readonly run: TrainingRun;
  readonly inputs: Inputs;
  readonly recorder: ProvenanceRecorder;
  /** Whether the run's backbone predicts evidence. */
  readonly givesEvidence: boolean;
  /** The model with its best weights; asked for only when kept scores are not enough. */
  readonly model: () => Promise<Model>;
  /** Throws when data or encoder are no longer those that were planned. */
  readonly checkInputs: () => Promise<void>;
}

export interface Evaluation {
  readonly evalId: string;
  readonly spec: EvalSpec;
  readonly dependencies: Dependencies;
  readonly key: ScoresKey;
  readonly dir: string;
}

/** Makes an evaluation: its predictions, provenance, and last its result. */
export async function evaluateNow(
  context: EvaluationContext,
  { evalId, spec, dependencies, key, dir }: Evaluation,
): Promise<void> {
  const { job, run, inputs, recorder, givesEvidence, model } = context;
  const watch = recorder.begin();
  const split = await inputs.split(spec.evalSet);
  const facts = await inputs.facts(spec.facts);
  const source: ScoreSource = { root: job.root, layout: inputs.layout, run, model };
  const decoder = await closedDecoder(context, source, spec.decoder);
  const { kept, made: predictions } = await fromScores(source, split, key, (scores) =>
    isEnough(scores, spec, givesEvidence)
      ? scoredFacts(scores, split.features, inputs.layout, decoder)
      : null,
  );
  const identity = { trainId: run.trainId, evalId, evalSet: spec.evalSet };
  const scored = { pairs: kept.rows, thresholdMean: meanThreshold(kept) };
  const result: EvalResult = {
    ...evalResultOf(identity, predictions, scored, split.gold, inputs.ranking, facts),
    ...tunedValue(spec.decoder, decoder),
    ...(givesEvidence && { evidence: scoreEvidence(predictions.map(withEvidence), split.gold) }),
    ...(spec.keeps !== undefined && { relationScores: scoresOf(kept, split, inputs) }),
  };
  await context.checkInputs();
  const record = (folder: string) => watch.record(folder, { dependencies });
  await writeEvaluation(dir, predictions, record, result, run.attempt);
  const { evalSet } = spec;
  run.messages.send({ type: "evaluated", evalSet, epoch: null, metrics: result.metrics });
}

/** Scores that were kept by an earlier version lack those of gold relations, and evidence. */
const isEnough = (
  { gold, evidence }: KeptScores,
  { keeps }: EvalSpec,
  givesEvidence: boolean,
): boolean =>
  (keeps === undefined || gold !== undefined) && (!givesEvidence || evidence !== undefined);

const withEvidence = ({ evidence = [], ...fact }: ScoredFact) => ({
  ...fact,
  evidence,
});

const scoresOf = (
  { gold }: KeptScores,
  { features }: Split,
  { layout, ranking }: Inputs,
): NonNullable<EvalResult["relationScores"]> =>
  relationScores(
    gold!,
    features.flatMap(({ positives }) => positives),
    layout.columns,
    ranking,
  );

/** The value that was chosen for what the decoder leaves open. */
function tunedValue(open: DecoderSpec, closed: DecoderSpec): Pick<EvalResult, "tuned"> {
  const name = decoderOf(open).tuned;
  const value = name === null ? undefined : closed[name];
  return typeof value === "number" ? { tuned: value } : {};
}

/** The decoder with what it leaves open chosen on the run's dev set. */
async function closedDecoder(
  { run, inputs, job }: EvaluationContext,
  source: ScoreSource,
  decoder: DecoderSpec,
): Promise<DecoderSpec> {
  if (decoderOf(decoder).tuned === null) return decoder;
  const { devSet } = run.spec;
  const data = String(job.dependencies[`data:${devSet}`]);
  const key = { trainId: job.trainId, evalSet: devSet, data };
  const split = await inputs.split(devSet);
  const { made } = await fromScores(source, split, key, (kept) =>
    tunedDecoder(kept, split, inputs.layout, decoder),
  );
  return made;
}
