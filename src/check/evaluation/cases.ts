import { BANDS, bandMembers, scoreBands } from "../../scoring/bands.js";
import { judge } from "../../scoring/judge.js";
import { count, metricsOf, scoreFacts } from "../../scoring/metrics.js";
import type { Counts } from "../../scoring/metrics.js";
import { nameTriples, nameTriplesOf } from "../../scoring/name-triples.js";
import type { FactTriple, GoldDocument } from "../../contract/corpus/fact.js";
import type { EvaluationGolden } from "./schema.js";

/** A case: pairs of what came out and what the official code gives. */
export interface Case {
  readonly name: string;
  readonly counts: readonly (readonly [got: number, want: number | undefined])[];
  /** Fractions of 1. */
  readonly numbers: readonly (readonly [got: number, want: number])[];
}

type Official = EvaluationGolden["official"];
type BandNumbers = EvaluationGolden["bands"]["Head-10"];

const GOLDEN_NAME = {
  "head-10": "Head-10",
  "mid-76": "Mid-76",
  "tail-20": "Tail-20",
  "tail-10": "Tail-10",
} as const;

/** The whole file and its edge cases (data-pipeline section 9). */
export function* officialCases(
  golden: EvaluationGolden,
  truth: readonly GoldDocument[],
  train: readonly GoldDocument[],
): Generator<Case> {
  const { predictions, edge_cases: edges } = golden;
  const training = nameTriplesOf(train);
  const titles = new Set(truth.map(({ title }) => title));
  const perfect = truth.flatMap(({ title, facts }) =>
    facts.map(({ h, t, r }) => ({ title, h_idx: h, t_idx: t, r })),
  );
  const unknown = predictions.filter(({ title }) => !titles.has(title));
  const numbersOf = (facts: readonly FactTriple[], want: Official): Case["numbers"] => {
    const { metrics } = scoreFacts(facts, truth, training);
    const undisturbed = scoreFacts(facts, truth, nameTriples([])).metrics;
    return [
      [metrics.f1 / 100, want.f1],
      [metrics.ignF1 / 100, want.ign_f1],
      [undisturbed.ignF1 / 100, want.ign_f1_distant_slot],
      [metrics.precision / 100, want.precision],
      [metrics.recall / 100, want.recall],
    ];
  };
  const { counts } = scoreFacts(predictions, truth, training);
  const precisionIgn =
    (counts.correct - counts.ignored) / (counts.submitted - counts.ignored + 1e-5);
  yield {
    name: "official",
    counts: [
      ...countPairs(counts, golden.counts),
      [predictions.length, golden.num_predictions_raw],
      [training.size, golden.num_train_fact_triples],
    ],
    numbers: [...numbersOf(predictions, golden.official), [precisionIgn, golden.precision_ign]],
  };
  const edge = (name: string, facts: readonly FactTriple[], want: Official): Case => ({
    name,
    counts: [],
    numbers: numbersOf(facts, want),
  });
  yield edge("no predictions", [], edges.no_predictions);
  yield edge("only unknown titles", unknown, edges.only_unknown_titles);
  yield edge("perfect predictions", perfect, edges.perfect_predictions);
}

/** Members and scores of the frequency bands, and of HingeABL's two fixed sets (data-pipeline section 10). */
export function* bandCases(
  golden: EvaluationGolden,
  truth: readonly GoldDocument[],
  train: readonly GoldDocument[],
): Generator<Case> {
  const { band_members: members, predictions, hingeabl_defaults_known_titles_only: hinge } = golden;
  const ranking = [...members["Head-10"], ...members["Mid-76"], ...members["Tail-10"]];
  const bands = bandMembers(ranking);
  const sameMembers = BANDS.every(
    (band) => bands[band].join() === members[GOLDEN_NAME[band]].join(),
  );
  yield { name: "band members", counts: [[Number(sameMembers), 1]], numbers: [[0, 0]] };

  const training = nameTriplesOf(train);
  const titles = new Set(truth.map(({ title }) => title));
  const all = judge(predictions, truth, training);
  const known = judge(
    predictions.filter(({ title }) => titles.has(title)),
    truth,
    training,
  );
  for (const [judgement, wanted, label] of [
    [all, golden.bands, ""],
    [known, golden.bands_known_titles_only.values, ", known titles"],
  ] as const) {
    const scores = scoreBands(judgement, ranking);
    for (const band of BANDS) {
      const { counts, metrics } = scores[band];
      const want: BandNumbers = wanted[GOLDEN_NAME[band]];
      yield {
        name: band + label,
        counts: countPairs(counts, want),
        numbers: [
          [metrics.precision / 100, want.p],
          [metrics.recall / 100, want.r],
          [metrics.f1 / 100, want.f1],
        ],
      };
    }
  }
  const frequent = new Set(hinge.about.match(/P\d+/g));
  const f1 = (within: (r: string) => boolean) => metricsOf(count(known, within)).f1 / 100;
  const inFrequent = f1((r) => frequent.has(r));
  const inRest = f1((r) => !frequent.has(r));
  yield { name: "HingeABL's ten", counts: [], numbers: [[inFrequent, hinge.f1_freq10]] };
  yield { name: "HingeABL's rest", counts: [], numbers: [[inRest, hinge.f1_rest]] };
}

const countPairs = (
  counts: Counts,
  want: Pick<BandNumbers, "submitted_unique" | "correct" | "gold" | "correct_in_train">,
): Case["counts"] => [
  [counts.submitted, want.submitted_unique],
  [counts.correct, want.correct],
  [counts.gold, want.gold],
  [counts.ignored, want.correct_in_train],
];
