/** What the rooms promise one another about runs: plain data, no behaviour. */
export type { EvalSpec } from "./eval-spec.js";
export type { LayoutSpec, Ordering } from "./layout.js";
export type { EvalResult, Metrics, RelationScore, TrainResult } from "./result.js";
export type { RateGroup, Schedule } from "./schedule.js";
export type { Dependencies, LossSpec, ProfileId, TrainSpec, WorkerSpec } from "./train-spec.js";
