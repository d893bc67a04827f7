import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/nearest.js";
import { miniSchedule, paperSchedule, smokeSchedule } from "./schedules.js";
import type { Schedule } from "../../contract/schedule.js";
import type { HeadSpec, ProfileId } from "../../contract/train-spec.js";
import type { PaperEncoder, TrainDataset } from "../vocab.js";

/** A profile changes the scale of the same experiments, never what is computed. */
export interface Profile {
  readonly id: ProfileId;
  /** Shown by `amtl-run list`. */
  readonly about: string;
  /** What runs where the paper has this encoder; null: nothing stands in for it. */
  readonly encoders: Readonly<Record<PaperEncoder, string | null>>;
  /** The splits that exist ("redocred/train"); a cell that needs another one has no data. */
  readonly data: ReadonlySet<string>;
  /** Number of relations of each data set. */
  readonly relations: Readonly<Record<TrainDataset, number>>;
  /** Seeds that run unless others are asked for; null: those of the experiment. */
  readonly seeds: readonly number[] | null;
  readonly head: HeadSpec;
  /** @param words names of the backbone's own layers, which have a rate of their own. */
  readonly schedule: (encoder: PaperEncoder, words: readonly string[]) => Schedule;
  /** Threads of a worker's engine: fixed, because sums depend on how they are split. */
  readonly threads: number;
  readonly keep: "weights" | "scores";
}

const SCORED = ["redocred/dev", "redocred/test", "docgnre/test", "dwie/dev", "dwie/test"];
const TRAINED = ["docred", "redocred", "docgnre-gpt", "docgnre-mgpt", "dwie"];
const ALL_DATA = new Set([...TRAINED.map((name) => `${name}/train`), ...SCORED]);

/** Relations of the real files: DocRED and what is built on it has 96, DWIE 65 (paper, Table 1). */
export const REAL_RELATIONS = {
  docred: 96,
  redocred: 96,
  "docgnre-gpt": 96,
  "docgnre-mgpt": 96,
  dwie: 65,
} as const;

const smoke: Profile = {
  id: "smoke",
  about: "does everything work here: a synthetic corpus, tiny encoders, seconds a run",
  encoders: { "bert-base-cased": "tiny-bert", "roberta-large": "tiny-roberta" },
  data: ALL_DATA,
  relations: { docred: 24, redocred: 24, "docgnre-gpt": 24, "docgnre-mgpt": 24, dwie: 24 },
  seeds: [5, 42],
  head: { embedding: 128, block: 32 },
  schedule: (_encoder, words) => smokeSchedule(words),
  threads: 1,
  keep: "weights",
};

const mini: Profile = {
  id: "mini",
  about:
    "do the claims hold on real text: 400 documents, a small pretrained encoder, minutes a run",
  encoders: { "bert-base-cased": "minilm-l6", "roberta-large": null },
  data: new Set(["redocred/train", "docred/train", "dwie/train", ...SCORED]),
  relations: REAL_RELATIONS,
  // The seed of the released scripts.
  seeds: [66],
  head: { embedding: 768, block: 64 },
  schedule: (_encoder, words) => miniSchedule(words),
  threads: 2,
  keep: "weights",
};

const paper: Profile = {
  id: "paper",
  about: "the paper's tables: its data, encoders, 30 epochs and 5 seeds, hours a run",
  encoders: { "bert-base-cased": "bert-base-cased", "roberta-large": "roberta-large" },
  data: ALL_DATA,
  relations: REAL_RELATIONS,
  seeds: null,
  head: { embedding: 768, block: 64 },
  schedule: paperSchedule,
  threads: 8,
  keep: "scores",
};

export const PROFILES: Readonly<Record<ProfileId, Profile>> = { smoke, mini, paper };
export const PROFILE_IDS = Object.keys(PROFILES) as readonly ProfileId[];

/** @throws AmtlError (2) for a name that is no profile. */
export function profileOf(name: string): Profile {
  if (Object.hasOwn(PROFILES, name)) return PROFILES[name as ProfileId];
  const meant = nearest(name, PROFILE_IDS);
  throw badInput(`Unknown profile "${name}"`, {
    where: "--profile",
    expected: PROFILE_IDS.join(", "),
    ...(meant !== undefined && { fix: `--profile ${meant}` }),
  });
}
