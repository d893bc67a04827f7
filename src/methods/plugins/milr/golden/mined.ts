import { z } from "zod";
import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../../contract/plugin.js";
import { demand, fieldOf, numbers, whereGiven, whole } from "../../shared/golden.js";
import type { MinedRule } from "../mining.js";
import type { Case } from "./case.js";

/** What labels show: rules with their confidence and coverage, those that are used, and how common relations are. */
export const minedValues = (
  file: GoldenFile,
  { mined, rules, priors }: Case,
): readonly GoldenValue[] => [
  ...whereGiven(file, ["outputs", "mined_rules"], () => foundValues(file, mined)),
  ...usedValues(file, rules, 1),
  ...usedValues(file, rules, 2),
  ...whereGiven(file, ["outputs", "prior"], () => [
    { name: "prior", got: priors.slice(1), want: fieldOf(file, numbers, "outputs", "prior") },
  ]),
];

const rulesShape = z.array(
  z.object({
    body: z.array(whole),
    target: whole,
    confidence: z.number(),
    head_coverage: z.number(),
  }),
);

const keyOf = ({ body, target }: Pick<MinedRule, "body" | "target">): string =>
  `${body.join(" ")} > ${target}`;

/** The file's order is that of the official code's dictionaries: rules are compared by what they are. */
function foundValues(file: GoldenFile, mined: readonly MinedRule[]): readonly GoldenValue[] {
  const wanted = fieldOf(file, rulesShape, "outputs", "mined_rules");
  const found = new Map(mined.map((rule) => [keyOf(rule), rule]));
  const own = wanted.map((rule) => found.get(keyOf(rule)));
  return [
    {
      name: "mined_rules",
      got: [own.filter((rule) => rule !== undefined).length, mined.length],
      want: [wanted.length, wanted.length],
      exact: true,
    },
    {
      name: "confidence of mined_rules",
      got: own.map((rule) => rule?.confidence ?? NaN),
      want: wanted.map(({ confidence }) => confidence),
    },
    {
      name: "head coverage of mined_rules",
      got: own.map((rule) => rule?.coverage ?? NaN),
      want: wanted.map(({ head_coverage }) => head_coverage),
    },
  ];
}

function usedValues(
  file: GoldenFile,
  rules: readonly MinedRule[],
  atoms: number,
): readonly GoldenValue[] {
  const path = ["outputs", `rules_${atoms}_hop_after_pruning`];
  return whereGiven(file, path, () => {
    const wanted = fieldOf(file, z.array(z.array(whole)), ...path);
    wanted.forEach((rule, i) => {
      demand(rule.length === atoms + 1, [...path, i], `${atoms + 1} relations`);
    });
    const own = new Map(
      rules.filter(({ body }) => body.length === atoms).map((rule) => [keyOf(rule), rule]),
    );
    const keys = wanted.map((rule) => keyOf({ body: rule.slice(0, -1), target: rule[atoms] }));
    const confidences = ["outputs", `confidence_${atoms}_hop`];
    return [
      {
        name: path[1],
        got: [own.size, ...keys.map((key) => Number(own.has(key)))],
        want: [keys.length, ...keys.map(() => 1)],
        exact: true,
      },
      ...whereGiven(file, confidences, () => [
        {
          name: confidences[1],
          got: keys.map((key) => own.get(key)?.confidence ?? NaN),
          want: fieldOf(file, numbers, ...confidences),
        },
      ]),
    ];
  });
}
