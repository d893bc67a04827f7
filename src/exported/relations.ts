import type { LabelLayout } from "../contract/layout.js";

/** The official map's name of a pair without relation: column 0. */
const NONE = "Na";

/** relations.json: columns by relation as in the official rel2id.json, the way back, names for people, and thresholds. */
export function relationsFile(
  { columns, segments }: Pick<LabelLayout, "columns" | "segments">,
  names: Readonly<Record<string, string>>,
): object {
  const known = columns.flatMap((relation, column) =>
    relation === null ? (column === 0 ? [[NONE, 0] as const] : []) : [[relation, column] as const],
  );
  return {
    rel2id: Object.fromEntries(known),
    id2rel: Object.fromEntries(known.map(([relation, column]) => [column, relation])),
    names: Object.fromEntries(
      known.flatMap(([relation]) =>
        Object.hasOwn(names, relation) ? [[relation, names[relation]]] : [],
      ),
    ),
    thresholds: segments.map(({ start }) => start),
  };
}
