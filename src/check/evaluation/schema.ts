import { z } from "zod";

const band = z.object({
  submitted_unique: z.int(),
  correct: z.int(),
  gold: z.int(),
  correct_in_train: z.int().optional(),
  p: z.number(),
  r: z.number(),
  f1: z.number(),
});

const bands = z.record(z.enum(["Head-10", "Mid-76", "Tail-20", "Tail-10"]), band);

const official = z.object({
  f1: z.number(),
  ign_f1: z.number(),
  ign_f1_distant_slot: z.number(),
  precision: z.number(),
  recall: z.number(),
});

/** Golden `evaluation`: the official scorer's numbers, as fractions of 1. */
export const evaluationSchema = z.object({
  truth_file: z.string(),
  truth_range: z.tuple([z.int(), z.int()]),
  official,
  counts: z.object({
    submitted_unique: z.int(),
    correct: z.int(),
    gold: z.int(),
    correct_in_train: z.int(),
  }),
  precision_ign: z.number(),
  num_predictions_raw: z.int(),
  num_train_fact_triples: z.int(),
  edge_cases: z.object({
    no_predictions: official,
    only_unknown_titles: official,
    perfect_predictions: official,
  }),
  band_members: z.record(z.enum(["Head-10", "Mid-76", "Tail-20", "Tail-10"]), z.array(z.string())),
  bands,
  bands_known_titles_only: z.object({ values: bands }),
  hingeabl_defaults_known_titles_only: z.object({
    about: z.string(),
    f1_freq10: z.number(),
    f1_rest: z.number(),
    f1_intra: z.number(),
    f1_inter: z.number(),
  }),
  tolerance: z.number().positive(),
  predictions: z.array(
    z.object({ title: z.string(), h_idx: z.int(), t_idx: z.int(), r: z.string() }),
  ),
});

export type EvaluationGolden = z.infer<typeof evaluationSchema>;
