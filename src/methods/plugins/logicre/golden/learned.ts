import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../../contract/plugin.js";
import { demand, fieldOf, valuesOf, whereGiven } from "../../shared/golden.js";
import { posterior } from "../posterior.js";
import { labelled, scorerLoss } from "../scorer.js";
import type { Triple, TypedDocument } from "../triples.js";
import { tensorsShape, type Case } from "./case.js";
import { instancesOf, scoreOf } from "./scored.js";

/** What is learned from labels: the scorer's loss with its gradient, and the posterior of bodies. */
export const learnedValues = (file: GoldenFile, found: Case): readonly GoldenValue[] => [
  ...lossValues(file, found),
  ...whereGiven(file, ["outputs", "posterior"], () => posteriorValues(file, found)),
];

/** Whether a pair of a document is labelled with a triple's relation. */
const isLabelled =
  ({ facts }: TypedDocument, triples: readonly Triple[]) =>
  (triple: number, x: number, y: number): boolean =>
    facts.some(({ h, t, relation }) => h === x && t === y && relation === triples[triple].relation);

/** How many pairs of a document are labelled with a triple. */
function labelsOf({ facts, types }: TypedDocument, { relation, head, tail }: Triple): number {
  const own = facts.filter(
    (fact) => fact.relation === relation && types[fact.h] === head && types[fact.t] === tail,
  );
  return new Set(own.map(({ h, t }) => `${h} ${t}`)).size;
}

function lossValues(
  file: GoldenFile,
  { triples, rules, scorer, width, used }: Case,
): readonly GoldenValue[] {
  const documents = used.map(({ document, scores }) =>
    labelled(scores, isLabelled(document, triples), (k) => labelsOf(document, triples[k])),
  );
  const gradient = {
    weights: new Float64Array(triples.length * width),
    biases: new Float64Array(triples.length),
  };
  const loss = scorerLoss(documents, scorer, gradient);
  const wanted = (name: string): readonly number[] =>
    fieldOf(file, tensorsShape, "grads", name).flatMap(({ data }) => data);
  return [
    ...whereGiven(file, ["outputs", "loss"], () => [
      { name: "loss", got: [loss], want: valuesOf(file, "outputs", "loss") },
    ]),
    ...whereGiven(file, ["grads", "weights"], () => [
      {
        name: "gradient of loss by weights",
        got: rules.flatMap((own, k) => own.map((_, j) => gradient.weights[k * width + j])),
        want: wanted("weights"),
      },
    ]),
    ...whereGiven(file, ["grads", "biases"], () => [
      { name: "gradient of loss by biases", got: gradient.biases, want: wanted("biases") },
    ]),
  ];
}

function posteriorValues(
  file: GoldenFile,
  { triples, rules, scorer, width, used, draws }: Case,
): readonly GoldenValue[] {
  const wanted = fieldOf(file, tensorsShape, "outputs", "posterior");
  demand(wanted.length === triples.length, ["outputs", "posterior"], `${triples.length} entries`);
  return triples.map(({ head, tail }, k): GoldenValue => {
    const weights = scorer.weights.subarray(k * width, (k + 1) * width);
    const got = used.flatMap(({ document, scores }) => {
      const has = isLabelled(document, triples);
      const instanceOf = instancesOf(scores);
      return document.types.flatMap((type, x) =>
        document.types.flatMap((other, y) => {
          if (type !== head || other !== tail) return [];
          const instance = instanceOf(k, x, y);
          const held = rules[k].map((_, j) => scoreOf(instance, j));
          const sign = has(k, x, y) ? 1 : -1;
          return [...posterior(rules[k], held, weights, scorer.biases[k], sign, draws)];
        }),
      );
    });
    return { name: `posterior of triple ${k}`, got, want: wanted[k].data };
  });
}
