import type { GoldenFile } from "../../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../../contract/plugin.js";
import { demand, whereGiven } from "../../shared/golden.js";
import type { DocumentScores, Instance } from "../instances.js";
import { pathScore, pathsIn } from "../paths.js";
import { logitOf } from "../scorer.js";
import { transitions } from "../truths.js";
import type { Case } from "./case.js";

/** What rules say of the documents that are scored: truths of atoms, of bodies, and logits. */
export const scoredValues = (file: GoldenFile, found: Case): readonly GoldenValue[] => [
  ...whereGiven(file, ["outputs", "transitions"], () => [
    {
      name: "transitions",
      got: atomsOf(found),
      want: wantedAt(file, "transitions", found, 2 * found.relations + 1),
    },
  ]),
  ...whereGiven(file, ["outputs", "path_scores"], () => [
    {
      name: "path_scores",
      got: pathsOf(found),
      want: wantedAt(file, "path_scores", found, found.rules.flat().length),
    },
  ]),
  ...whereGiven(file, ["outputs", "logits"], () => [
    {
      name: "logits",
      got: cellsOf(found).map(({ triple, instance }) => {
        const none = { triple, bodies: [], scores: [] };
        return triple === -1 ? UNSEEN : logitOf(instance ?? none, found.scorer);
      }),
      want: wantedAt(file, "logits", found, found.relations),
    },
  ]),
];

/** The logit of a relation between types that it was never seen with, and log σ of identity between two entities. */
const UNSEEN = -1000;

/** How much a body holds in an instance. */
export function scoreOf(instance: Instance | undefined, body: number): number {
  const at = instance?.bodies.indexOf(body) ?? -1;
  return at === -1 ? 0 : instance!.scores[at];
}

/** The instance of each triple and pair of a document that has one. */
export function instancesOf({
  instances,
}: DocumentScores): (triple: number, x: number, y: number) => Instance | undefined {
  const found = new Map(instances.map((each) => [`${each.triple} ${each.x} ${each.y}`, each]));
  return (triple, x, y) => found.get(`${triple} ${x} ${y}`);
}

const atomsOf = ({ used }: Case): readonly number[] =>
  used.flatMap(({ margins }) => {
    const { entities } = margins;
    const direct = transitions(margins);
    return Array.from({ length: entities ** 2 }, (_, cell) => [
      ...direct.map((square) => square[cell]),
      Math.floor(cell / entities) === cell % entities ? 0 : UNSEEN,
    ]).flat();
  });

/** A cell of a document and a relation. */
interface Cell {
  /** Index of the triple of the relation and the cell's types; -1: there is none. */
  readonly triple: number;
  /** Absent: no body holds. */
  readonly instance: Instance | undefined;
}

function cellsOf({ relations, triples, used }: Case): readonly Cell[] {
  return used.flatMap(({ document: { types }, scores }) => {
    const instanceOf = instancesOf(scores);
    return types.flatMap((head, x) =>
      types.flatMap((tail, y) =>
        Array.from({ length: relations }, (_, r): Cell => {
          const triple = triples.findIndex(
            (each) => each.relation === r + 1 && each.head === head && each.tail === tail,
          );
          return { triple, instance: instanceOf(triple, x, y) };
        }),
      ),
    );
  });
}

/** How much each body holds in each cell, whatever the types that its rule is for. */
function pathsOf({ rules, used }: Case): readonly number[] {
  const bodies = rules.flat().map(({ body }) => body);
  return used.flatMap(({ margins }) => {
    const { entities } = margins;
    const follow = pathsIn(transitions(margins), entities);
    return Array.from({ length: entities ** 2 }, (_, cell) =>
      bodies.map((body) =>
        pathScore(follow(Math.floor(cell / entities), body)?.[cell % entities] ?? -Infinity),
      ),
    ).flat();
  });
}

/** What the file has of the cells of its documents, which are padded to the largest. */
function wantedAt(
  file: GoldenFile,
  name: string,
  { used }: Pick<Case, "used">,
  width: number,
): readonly number[] {
  const { shape, data } = file.tensor("outputs", name);
  const [documents, side, other] = shape;
  const most = Math.max(0, ...used.map(({ margins: { entities } }) => entities));
  const isWhole = shape.length === 4 && documents >= used.length && side >= most && side === other;
  demand(
    isWhole && shape[3] === width,
    ["outputs", name],
    `the shape [${used.length}, ${most}, ${most}, ${width}]`,
  );
  return used.flatMap(({ margins: { entities } }, d) =>
    Array.from({ length: entities ** 2 }, (_, cell) => {
      const [x, y] = [Math.floor(cell / entities), cell % entities];
      const from = ((d * side + x) * side + y) * width;
      return data.slice(from, from + width);
    }).flat(),
  );
}
