import type { LabelledDocument } from "./facts.js";
import { graphOf } from "./graph.js";

/** How often a path of numbered atoms (1 to 2R) holds in labels, and how often the target beside it. */
export interface Counts {
  readonly instances: number;
  readonly both: number;
}

/** Counts paths in documents, with multiplicity; where `counts` is given, those whose ends it takes. */
export function counterOf(
  documents: readonly LabelledDocument[],
  relations: number,
): (
  body: readonly number[],
  target: number,
  counts?: (document: number, x: number, y: number) => boolean,
) => Counts {
  const graphs = documents.map((document) => graphOf(document, relations));
  return (body, target, counts = () => true) => {
    let [instances, both] = [0, 0];
    for (const [document, { byRelation, from, of }] of graphs.entries()) {
      const follow = (x: number, at: number, step: number): void => {
        if (step === body.length) {
          if (!counts(document, x, at)) return;
          instances++;
          if (of.get(`${x} ${at}`)?.has(target) === true) both++;
          return;
        }
        for (const [relation, to] of from.get(at) ?? [])
          if (relation === body[step]) follow(x, to, step + 1);
      };
      for (const pair of byRelation.get(body[0]) ?? []) {
        const [x, next] = pair.split(" ").map(Number);
        follow(x, next, 1);
      }
    }
    return { instances, both };
  };
}
