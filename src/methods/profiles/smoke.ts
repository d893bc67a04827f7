import type { Profile } from "../../contract/profile.js";
import { tinyBert } from "../encoders/tiny-bert.js";
import { smokeSchedule } from "./schedules.js";

export const smoke: Profile = {
  id: "smoke",
  about: "does everything work here: a synthetic corpus, tiny encoders, seconds a run",
  seeds: [5, 42],
  head: { embedding: 128, block: 32 },
  schedule: (_encoder, words) => smokeSchedule(words),
  threads: 1,
  keep: "weights",
};

/** What a user's program is tried with: a training, and the two sets that are scored. */
export const TRIAL = {
  encoder: tinyBert.id,
  trainSet: "redocred/train",
  evalSets: ["redocred/dev", "redocred/test"],
} as const;
