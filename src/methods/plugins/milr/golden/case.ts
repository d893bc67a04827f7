import { z } from "zod";
import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import { demand, fieldOf, whole } from "../../shared/golden.js";
import type { LabelledDocument } from "../../shared/facts.js";
import { mineRules, prunedRules, relationPriors, type MinedRule } from "../mining.js";

const configShape = z.object({
  R: z.int().positive(),
  minHC: z.number(),
  minC_mining: z.number(),
  minBodyInstance: z.number(),
  minC: z.number(),
  threshold_1_hop: z.number(),
  threshold_2_hop: z.number(),
  temperature: z.number().positive().default(1),
  tau: z.number(),
  k: z.number(),
});

/** What the file is about: its settings, and what its labels show. */
export interface Case {
  readonly config: z.infer<typeof configShape>;
  readonly mined: readonly MinedRule[];
  /** Those that are used. */
  readonly rules: readonly MinedRule[];
  /** By relation from 1. */
  readonly priors: readonly number[];
}

const documentsShape = z.array(
  z.object({ n: whole, labels: z.array(z.tuple([whole, whole, whole])) }),
);

/** The case of a golden file. Throws AmtlError (2) that names what cannot be. */
export function caseOf(file: GoldenFile): Case {
  const config = fieldOf(file, configShape, "config");
  const { R } = config;
  const path = ["inputs", "train_docs"];
  const documents = fieldOf(file, documentsShape, ...path).map(
    ({ n, labels }, d): LabelledDocument => ({
      facts: labels.map(([h, relation, t], i) => {
        const isThere = h < n && t < n && relation >= 1 && relation <= R;
        demand(isThere, [...path, d, "labels", i], "entities and a relation that are there");
        return { h, t, relation };
      }),
    }),
  );
  const mined = mineRules(documents, R, {
    confidence: config.minC_mining,
    coverage: config.minHC,
    instances: config.minBodyInstance,
  });
  return {
    config,
    mined,
    rules: prunedRules(mined, R, config.minC),
    priors: relationPriors(documents, R),
  };
}
