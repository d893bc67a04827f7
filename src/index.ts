/**
 * amtl-run as a library: the words that experiments are made of, and what the command line does with them as functions
 * of a typed request. They return data and print nothing; what a user can cause or mend is thrown as an AmtlError.
 *
 *     import { plan, run, report, evaluate } from "amtl-run";
 */
export * from "./experiment/dsl/index.js";

export { plan, type Plan, type PlannedItem, type RunOfPlan } from "./app/plan/plan.js";
export { planCost, type PlanCost } from "./app/plan/cost.js";
export { run } from "./app/run/run.js";
export type { RunRequest } from "./app/run/request.js";
export type { RunControl, RunStart } from "./app/run/control.js";
export type { RunFailure, RunOutcome } from "./app/run/outcome.js";
export { report, type FilledTable, type Report } from "./app/report/report.js";
export { evaluate, type EvaluateRequest, type Evaluation } from "./app/evaluate/evaluate.js";

export {
  predict,
  type PredictedDocument,
  type PredictedRelation,
  type Predictions,
  type PredictRequest,
} from "./app/predict/predict.js";

export { exportModel, type ExportedModel, type ExportRequest } from "./app/export/export.js";

export { errors, type ErrorsRequest, type RunErrors } from "./app/errors/errors.js";

export type { ExecutionRequest } from "./app/execution/place.js";
export type { SelectionRequest } from "./app/select/request.js";
export type { RunEvent } from "./contract/event.js";
export { AmtlError } from "./base/errors.js";
