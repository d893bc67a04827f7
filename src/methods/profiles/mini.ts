import type { Profile } from "../../contract/profile.js";
import { miniSchedule } from "./schedules.js";

export const mini: Profile = {
  id: "mini",
  about:
    "do the claims hold on real text: 400 documents, a small pretrained encoder, minutes a run",
  // The seed of the released scripts.
  seeds: [66],
  head: { embedding: 768, block: 64 },
  schedule: (_encoder, words) => miniSchedule(words),
  threads: 2,
  keep: "weights",
};
