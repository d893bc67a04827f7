import { join } from "node:path";
import type { TrainSpec } from "../contract/train-spec.js";
import type { Inputs } from "./inputs.js";
import { PROTOCOL, type RunSpec } from "./protocol.js";

export interface RunIdentity {
  readonly trainId: string;
  readonly label: string;
  readonly attempt: number;
  readonly threads: number;
  readonly train: TrainSpec;
}

/**
 * What a user's program is given.
 * @param sets that it is to predict.
 * @param attempt its folder.
 */
export async function runSpecOf(
  { trainId, label, attempt: k, threads, train }: RunIdentity,
  { relations, ranking, train: training, dev, blind }: Inputs,
  sets: readonly string[],
  attempt: string,
  checkpoints: string,
): Promise<RunSpec> {
  const evaluate = await Promise.all(
    sets.map(async (set) => ({
      set,
      documents: await blind(set),
      predictions: join(attempt, "predictions", `${set.replace("/", "-")}.ndjson`),
    })),
  );
  return {
    schema: PROTOCOL,
    trainId,
    label,
    attempt: k,
    seed: train.seed,
    threads,
    spec: train as RunSpec["spec"],
    relations: [...relations],
    ranking: [...ranking],
    train: training,
    dev,
    evaluate,
    checkpoints,
  };
}
