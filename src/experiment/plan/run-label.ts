import { SEGMENT_JOINT } from "../dsl/axes.js";
import { segmentLossesOf } from "../../methods/losses/held.js";
import { defaultSegments } from "../layout/segments.js";
import type { LossSpec, TrainSpec } from "../../contract/train-spec.js";
import { FOREIGN, programName } from "../dsl/program.js";

/**
 * What a person needs to tell runs apart, in the words of the paper's data file ("atlop amt-4xafl-n4-l3.5 …"); the
 * id is beside it wherever it is shown.
 */
export function labelOf(spec: TrainSpec): string {
  const { worker, backbone, plugin, loss, encoder, trainSet, variant, limit, init, seed } = spec;
  const [dataset] = trainSet.split("/");
  return [
    ...(worker === undefined ? [] : [`worker:${programName(worker)}`]),
    ...(backbone === FOREIGN ? [] : [backbone]),
    ...(plugin === null ? [] : [plugin.id]),
    ...(loss.id === FOREIGN ? paramsLabel(loss) : [methodLabel(spec)]),
    encoder,
    dataset,
    ...(variant === undefined ? [] : [variant]),
    ...(limit === undefined ? [] : [`first ${limit}`]),
    ...(init === undefined ? [] : [`init ${init.slice(0, 8)}`]),
    `seed ${seed}`,
  ].join(" ");
}

/** What a row passes to a program's own loss: only this distinguishes such rows. */
const paramsLabel = ({ params }: LossSpec): readonly string[] =>
  Object.entries(params).map(([name, value]) => `${name}=${JSON.stringify(value)}`);

function methodLabel({ loss, layout }: TrainSpec): string {
  const { segments, lambda, ordering, labelSpace } = layout;
  return [
    loss.id,
    ...heldLosses(loss, segments?.length ?? 1),
    ...(segments === null ? [] : [`n${segments.length}`, `l${lambda}`]),
    ...(loss.params.thresholds === "own" ? ["own"] : []),
    ...(ordering === (segments === null ? "original" : "frequency") ? [] : [ordering]),
    ...(segments === null || labelSpace !== null || isUsual(segments) ? [] : [segments.join("/")]),
    ...(labelSpace === null ? [] : [`top${labelSpace}`]),
  ].join("-");
}

function isUsual(segments: readonly number[]): boolean {
  const relations = segments.reduce((sum, size) => sum + size, 0);
  return defaultSegments(segments.length, relations).join() === segments.join();
}

/** "4xafl" or "atl+afl+aml+sat"; nothing for a loss that holds no others. */
function heldLosses(loss: LossSpec, count: number): readonly string[] {
  const ids = segmentLossesOf(loss);
  if (ids.length === 0) return [];
  const isOne = ids.every((id) => id === ids[0]);
  return [isOne ? `${count}x${ids[0]}` : ids.join(SEGMENT_JOINT)];
}
