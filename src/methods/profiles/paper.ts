import type { Profile } from "../../contract/profile.js";
import { paperSchedule } from "./schedules.js";

export const paper: Profile = {
  id: "paper",
  about: "the paper's tables: its data, encoders, 30 epochs and 5 seeds, hours a run",
  seeds: null,
  head: { embedding: 768, block: 64 },
  schedule: paperSchedule,
  threads: 8,
  keep: "scores",
};
