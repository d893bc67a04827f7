import type { PlannedCell } from "../experiment/plan/plan.js";
import { segmentLossesOf } from "../methods/losses/held.js";
import type { LossSpec } from "../contract/train-spec.js";
import { decoderOf } from "../scoring/decoders/index.js";
import type { CountAxes } from "../experiment/dsl/experiment.js";
import { FOREIGN, programAxisName } from "../experiment/dsl/program.js";
import { frameworkOf, LOSSES } from "../methods/losses/registry.js";
import type { PaperCell, PaperRun } from "./paper/paper-table.js";

/** What a cell is about, as a CSV says it; an empty text is "not stated" or "does not apply". */
export interface Description {
  readonly backbone: string;
  readonly plugin: string;
  readonly encoder: string;
  readonly train: string;
  /** single or amt, of the built-in trainer; "worker:my_train.py" for a user's program. */
  readonly framework: string;
  readonly loss: string;
  /** The loss of each segment, joined by "+". */
  readonly segment_losses: string;
  readonly n: string;
  readonly lambda: string;
  readonly ordering: string;
  /** Relations in each segment, joined by "-". */
  readonly segmentation: string;
  readonly label_space: string;
  readonly decoder: string;
  readonly eval: string;
  readonly metric: string;
  readonly band: string;
  readonly unit: string;
}

/** @param run the configuration behind the cell, where it has segments. */
export function paperDescription({ key, unit }: PaperCell, run?: PaperRun): Description {
  return {
    backbone: key.backbone ?? "",
    plugin: key.plugin ?? "",
    encoder: key.encoder ?? "",
    train: key.dataset,
    framework: key.framework ?? "",
    loss: key.loss ?? "",
    segment_losses: run?.segmentLosses.join("+") ?? "",
    n: text(run?.segments),
    lambda: text(run?.lambda),
    ordering: key.ordering ?? run?.ordering ?? "",
    segmentation: run?.segmentation ?? "",
    label_space: "",
    decoder: "",
    eval: key.evalSet ?? (key.split === undefined ? "" : `${key.dataset}/${key.split}`),
    metric: key.metric,
    band: key.band ?? "",
    unit,
  };
}

/** Describes one of our cells; what only a run knows (encoder, layout, decoder) is empty where there is no run. */
export function ourDescription({ axes, status }: PlannedCell): Description {
  if (axes.counted !== undefined) return countDescription(axes);
  const run = status.kind === "runs" ? status.runs[0] : undefined;
  const train = run?.train;
  const { worker } = axes;
  // A user's program decodes by itself.
  const decoder = worker === undefined ? run?.evaluation?.decoder : undefined;
  const segments = train?.layout.segments ?? undefined;
  return {
    backbone: axes.backbone,
    plugin: axes.plugin ?? "",
    encoder: train?.encoder ?? axes.encoder,
    train: axes.trainedOn,
    framework:
      worker !== undefined
        ? `worker:${programAxisName(worker)}`
        : train === undefined
          ? ""
          : segments === undefined
            ? "single"
            : frameworkOf(LOSSES).id,
    loss: axes.loss,
    segment_losses:
      segments === undefined ? "" : segmentLosses(segments.length, train!.loss).join("+"),
    n: text(segments?.length),
    lambda: segments === undefined ? "" : text(train?.layout.lambda),
    // What only a loss with segments has says nothing of a program's own.
    ordering: axes.loss === FOREIGN ? "" : (train?.layout.ordering ?? ""),
    segmentation: segments?.join("-") ?? "",
    label_space: text(train?.layout.labelSpace),
    decoder: decoder === undefined ? "" : decoderOf(decoder).text,
    eval: axes.scoredOn ?? "",
    metric: axes.metric,
    band: axes.band ?? "",
    unit: UNITS[axes.metric] ?? "percent",
  };
}

/** As the paper's own cells are described: the data set, and the split that is counted. */
const countDescription = ({ counted, metric }: CountAxes): Description => ({
  ...NOTHING,
  train: counted.split("/")[0],
  eval: counted,
  metric,
  unit: "count",
});

const NOTHING: Description = {
  backbone: "",
  plugin: "",
  encoder: "",
  train: "",
  framework: "",
  loss: "",
  segment_losses: "",
  n: "",
  lambda: "",
  ordering: "",
  segmentation: "",
  label_space: "",
  decoder: "",
  eval: "",
  metric: "",
  band: "",
  unit: "",
};

const UNITS: Readonly<Record<string, string>> = {
  threshold: "logit",
  "relation-score": "logit",
  minutes: "minutes",
};

/** The loss of each of n segments: a framework lists one for all or one for each, its special case has one in all. */
function segmentLosses(n: number, loss: LossSpec): readonly string[] {
  const listed = segmentLossesOf(loss);
  if (listed.length === n) return listed;
  const [all = LOSSES.get(loss.id)?.equals?.loss ?? loss.id] = listed;
  return Array<string>(n).fill(all);
}

const text = (value: number | null | undefined): string =>
  value === undefined || value === null ? "" : String(value);
