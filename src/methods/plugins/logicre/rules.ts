import { bodyOf, DEPTH, type Body } from "./bodies.js";

/** A body that the generator drew for a triple. */
export interface DrawnBody {
  /** Padded. */
  readonly body: Body;
  /** Sum of the log-probabilities of its atoms. */
  readonly prior: number;
  /** How often it was drawn. */
  readonly count: number;
}

/** Bodies of each triple, most of which may have none. */
export type Rules = readonly (readonly DrawnBody[])[];

/** What the scorer learns: of triple k the weight of body j at k · width + j, and a bias each. */
export interface ScorerWeights {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/** A run's rules as its weights hold them. */
export interface LearnedRules {
  readonly bodies: readonly (readonly Body[])[];
  readonly width: number;
  readonly scorer: ScorerWeights;
}

/** Names of the parameters that the rules are kept in. */
export const NAMES = {
  bodies: "rules.bodies",
  weights: "rules.weights",
  biases: "rules.biases",
} as const;

/** Rules as values of parameters: bodies as their atoms' numbers, 0 where a triple has fewer than `width`. */
export function toValues(
  rules: Rules,
  width: number,
  { weights, biases }: ScorerWeights,
): ReadonlyMap<string, Float32Array> {
  const bodies = new Float32Array(rules.length * width * DEPTH);
  rules.forEach((own, k) => {
    own.forEach(({ body }, j) => {
      bodies.set(body, (k * width + j) * DEPTH);
    });
  });
  return new Map([
    [NAMES.bodies, bodies],
    [NAMES.weights, weights],
    [NAMES.biases, biases],
  ]);
}

/** What {@link toValues} wrote. */
export function fromValues(values: (name: string) => Float32Array): LearnedRules {
  const atoms = values(NAMES.bodies);
  const biases = values(NAMES.biases);
  const width = biases.length === 0 ? 0 : atoms.length / DEPTH / biases.length;
  const bodies = Array.from(biases, (_, k) =>
    Array.from({ length: width }, (__, j) => {
      const from = (k * width + j) * DEPTH;
      return [...atoms.subarray(from, from + DEPTH)];
    }).filter(([first]) => first !== 0),
  );
  return { bodies, width, scorer: { weights: values(NAMES.weights), biases } };
}

/** Bodies by their keys, with how often each was drawn and how likely it is. */
export const drawnBodies = (
  drawn: ReadonlyMap<string, { readonly prior: number; readonly count: number }>,
): readonly DrawnBody[] => [...drawn].map(([key, found]) => ({ body: bodyOf(key), ...found }));
