import { z } from "zod";
import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../../contract/plugin.js";
import { demand, fieldOf, numbers, whereGiven, whole } from "../../shared/golden.js";
import { bodyKey, minedBodies, padded } from "../bodies.js";
import { tensorsShape, triplesShape, type Case } from "./case.js";

const minedShape = z.array(z.object({ rules: z.array(z.tuple([z.array(whole), z.number()])) }));

/** What labels show: triples, which of them each pair's types have, and bodies with their shares. */
export const minedValues = (file: GoldenFile, found: Case): readonly GoldenValue[] => [
  ...whereGiven(file, ["inputs", "triples"], () => [tripleValue(file, found)]),
  ...whereGiven(file, ["inputs", "triples_per_relation"], () => [
    {
      name: "triples_per_relation",
      got: Array.from({ length: found.relations }, (_, r) => triplesOf(found, r).length),
      want: fieldOf(file, numbers, "inputs", "triples_per_relation"),
      exact: true,
    },
  ]),
  ...whereGiven(file, ["outputs", "type_masks"], () => [
    {
      name: "type_masks",
      got: masksOf(found),
      want: fieldOf(file, tensorsShape, "outputs", "type_masks").flatMap(({ data }) => data),
      exact: true,
    },
  ]),
  ...whereGiven(file, ["outputs", "mined_rule_bodies"], () => bodyValues(file, found)),
];

/** The triples of a relation, which is counted from 0. */
const triplesOf = ({ triples }: Case, relation: number) =>
  triples.filter((triple) => triple.relation === relation + 1);

function tripleValue(file: GoldenFile, { triples }: Case): GoldenValue {
  const types = fieldOf(file, z.record(z.string(), whole), "config", "ner2id");
  const numberOf = (type: string): number => {
    const number = new Map(Object.entries(types)).get(type);
    demand(number !== undefined, ["config", "ner2id"], `a number of ${type}`);
    return number;
  };
  return {
    name: "triples",
    got: triples.flatMap(({ relation, head, tail }) => [
      relation - 1,
      numberOf(head),
      numberOf(tail),
    ]),
    want: fieldOf(file, triplesShape, "inputs", "triples").flat(),
    exact: true,
  };
}

/** Of each cell and relation the number of the triple among those of the relation; -1 where none has these types. */
function masksOf(found: Case): readonly number[] {
  const own = Array.from({ length: found.relations }, (_, r) => triplesOf(found, r));
  return found.used.flatMap(({ document: { types } }) =>
    types.flatMap((head) =>
      types.flatMap((tail) =>
        own.map((triples) => triples.findIndex((each) => each.head === head && each.tail === tail)),
      ),
    ),
  );
}

function bodyValues(
  file: GoldenFile,
  { documents, triples, relations, depth }: Case,
): readonly GoldenValue[] {
  const mined = minedBodies(documents, triples, relations, depth);
  const wanted = fieldOf(file, minedShape, "outputs", "mined_rule_bodies");
  demand(
    wanted.length === triples.length,
    ["outputs", "mined_rule_bodies"],
    `${triples.length} entries`,
  );
  const keyOf = (body: readonly number[]): string => {
    const own = body.map((atom) => atom + 1);
    return bodyKey(padded(own, relations, depth));
  };
  return [
    {
      name: "bodies of each triple",
      got: mined.map(({ size }) => size),
      want: wanted.map(({ rules }) => rules.length),
      exact: true,
    },
    {
      name: "mined_rule_bodies",
      got: wanted.flatMap(({ rules }, k) =>
        rules.map(([body]) => mined[k].get(keyOf(body)) ?? NaN),
      ),
      want: wanted.flatMap(({ rules }) => rules.map(([, share]) => share)),
    },
  ];
}
