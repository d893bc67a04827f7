import type { FindRules } from "../../../contract/plugin.js";
import { failed } from "../../../base/errors.js";
import { counterOf } from "../shared/counting.js";
import { labelsOf, relationsByNumber } from "../shared/facts.js";
import { pathOf } from "../shared/paths.js";
import { identityOf } from "./bodies.js";
import { fromValues } from "./rules.js";
import { numberedTriples } from "./triples.js";

/** The rules that a run scores relations by, each for entities of two types; identity is left out of their bodies. */
export const foundRules: FindRules = async ({ layout, documents, weights }, most) => {
  const relations = relationsByNumber(layout);
  const labels = labelsOf(documents, layout);
  const typed = labels.map(({ facts }, i) => ({
    facts,
    types: documents[i].entities.map((mentions) => mentions.at(0)?.type ?? ""),
  }));
  const triples = numberedTriples(typed);
  const arrays = await weights();
  const { bodies, width, scorer } = fromValues((name) => {
    const values = arrays.get(name);
    if (values !== undefined) return values;
    throw failed("The run's weights hold no rules", { expected: name, got: "none of that name" });
  });
  const identity = identityOf(relations.length);
  const rules = bodies.flatMap((own, k) =>
    own.flatMap((padded, j) => {
      const body = padded.filter((atom) => atom !== identity);
      return body.length === 0
        ? []
        : [{ triple: triples[k], body, strength: scorer.weights[k * width + j] }];
    }),
  );
  const count = counterOf(labels, relations.length);
  return rules
    .toSorted((a, b) => Math.abs(b.strength) - Math.abs(a.strength))
    .slice(0, most)
    .map(({ triple, body, strength }) => {
      const { instances, both } = count(
        body,
        triple.relation,
        (document, x, y) =>
          typed[document].types[x] === triple.head && typed[document].types[y] === triple.tail,
      );
      return {
        body: pathOf(body, relations),
        head: pathOf([triple.relation], relations)[0],
        types: { x: triple.head, y: triple.tail },
        strength,
        confidence: instances === 0 ? null : both / instances,
        support: instances,
      };
    });
};
