import { z } from "zod";
import type { Judgement } from "../verdicts/judgement.js";
import type { Verdict } from "../verdicts/verdict.js";

const count = z.number().int().nonnegative();
const number = z.number();

export const intervalSchema = z.tuple([number, number]);

export const verdictSchema: z.ZodType<Verdict> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("equivalent"), margin: number }),
  z.strictObject({ kind: z.literal("different"), p: number }),
  z.strictObject({
    kind: z.literal("inconclusive"),
    seeds: count.nullable(),
    hours: number.nullable(),
    chance: number.nullable(),
  }),
  z.strictObject({ kind: z.literal("undecidable"), margin: number }),
  z.strictObject({ kind: z.literal("missing") }),
  z.strictObject({ kind: z.literal("quoted") }),
  z.strictObject({
    kind: z.literal("suspect"),
    findings: z.array(z.strictObject({ id: z.string(), message: z.string() })),
    readings: z.array(
      z.strictObject({
        printed: number,
        why: z.string(),
        verdict: z.enum(["equivalent", "different", "undecided"]).nullable(),
      }),
    ),
  }),
]);

const prediction = z.strictObject({ interval: intervalSchema, holds: z.boolean() });
const tests = z.strictObject({ equivalent: number, different: number });

export const judgementSchema: z.ZodType<Judgement> = z.strictObject({
  group: z.string(),
  margin: number,
  deviation: z
    .strictObject({
      sd: number,
      df: count,
      rows: count,
      rowsOfGroup: count,
      homogeneity: number.nullable(),
    })
    .nullable(),
  difference: z
    .strictObject({
      value: number,
      se: number,
      df: number,
      interval: intervalSchema,
      tested: intervalSchema,
    })
    .nullable(),
  p: tests.nullable(),
  level: tests.nullable(),
  panel: z
    .strictObject({
      equivalent: z.boolean(),
      different: z.boolean(),
      prediction,
      single: prediction,
      rope: z.strictObject({ worse: number, equal: number, better: number }),
      cv: number,
      negligible: z.boolean(),
      bestOf: count.nullable(),
    })
    .nullable(),
  tier: count.nullable(),
  hoursPerSeed: number.nullable(),
});
