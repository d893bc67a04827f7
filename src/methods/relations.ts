import { DWIE_RELATIONS } from "./datasets/inventory/dwie.js";
import { DOCRED_RELATIONS } from "./datasets/inventory/redocred.js";
import type { TrainDataset } from "./vocab.js";

/** Relations of the real data sets in original order: DocRED's are those of all that is built on it. */
export const RELATIONS: Readonly<Record<TrainDataset, readonly string[]>> = {
  docred: DOCRED_RELATIONS,
  redocred: DOCRED_RELATIONS,
  "docgnre-gpt": DOCRED_RELATIONS,
  "docgnre-mgpt": DOCRED_RELATIONS,
  dwie: DWIE_RELATIONS,
};
