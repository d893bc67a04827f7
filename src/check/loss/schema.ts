import { z } from "zod";
import type { Params } from "../../base/params.js";
import { matrix } from "../matrix.js";

/** Of each pair as many as were decoded. */
const lists = z.array(z.array(z.number()).min(1));
/** null where the official code gives no finite number. */
const gappedMatrix = z.array(z.array(z.number().nullable()).min(1));
const priors = z.array(z.number().nullable());

/** What a file's parameters say beside those of the loss itself. */
const surroundings = z.object({
  segments: z
    .array(z.tuple([z.int(), z.int()]))
    .min(1)
    .optional(),
  lambda: z.number().positive().optional(),
  /** k of the decoder. */
  numLabels: z.int().optional(),
  /** One for each relation, or for each column with null in threshold columns. */
  priors: priors.optional(),
  // Constants of the official code that are constants here.
  logEps: z.literal(1e-30).optional(),
  weightEps: z.literal(1e-30).optional(),
  eps: z.literal(1e-8).optional(),
  reduction: z.literal("mean").optional(),
});

/** The loss of each segment, head segment first. */
const framework = z.object({
  losses: z.array(z.string()).optional(),
  naLabel: z.string().optional(),
  contrastive: z.string().optional(),
  balancedSoftmaxThreshold: z.string().optional(),
  lossParams: z.record(z.string(), z.object({ priors })).optional(),
});

const settings = z
  .object({ ...surroundings.shape, ...framework.shape })
  .catchall(z.union([z.number(), z.string(), z.boolean()]));

export const lossSchema = z.object({
  name: z.string(),
  params: settings,
  tolerance: z.object({ absOrRel: z.number().positive() }),
  cases: z.array(
    z.object({
      name: z.string(),
      params: settings.optional(),
      /** PEMSCL: which of its terms. */
      part: z.enum(["pmtem", "scl", "full"]).optional(),
      naFlagKept: z.boolean().optional(),
      logits: matrix.optional(),
      features: matrix.optional(),
      labels: matrix,
      loss: z.number().nullable(),
      gradLogits: gappedMatrix.optional(),
      gradFeatures: matrix.optional(),
      /** The same formula written without overflow, where the official one overflows. */
      stableLoss: z.number().optional(),
      stableGradLogits: matrix.optional(),
      /** Without the official code's broadcasting slips. */
      perRowIntendedLoss: z.number().optional(),
      decoded: lists.optional(),
      decodedNoLimit: lists.optional(),
      decodedRelations: lists.optional(),
      decodedDocuNet: lists.optional(),
    }),
  ),
});

export type GoldenLoss = z.infer<typeof lossSchema>;
export type LossCase = GoldenLoss["cases"][number];
export type LossSettings = z.infer<typeof settings>;

const asides = new Set([...Object.keys(surroundings.shape), ...Object.keys(framework.shape)]);

/** The settings that are parameters of the loss itself. */
export const ownParams = (given: LossSettings): Params =>
  Object.fromEntries(Object.entries(given).filter(([name]) => !asides.has(name))) as Params;

/** Priors by column, 0 in threshold columns; undefined where the file has none. */
export function priorsOf(given: LossSettings, width: number): number[] | undefined {
  const listed =
    given.priors ?? Object.values(given.lossParams ?? {}).find((one) => "priors" in one)?.priors;
  if (listed === undefined) return undefined;
  const columns = listed.length === width ? listed : [null, ...listed];
  return columns.map((share) => share ?? 0);
}
