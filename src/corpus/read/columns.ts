import { isObject } from "../../base/shape.js";

type Row = Readonly<Record<string, unknown>>;

/** The values of a column: a list, or as pandas writes it an object of them by row number; null for what is none. */
function valuesOf(column: unknown): readonly unknown[] | null {
  if (Array.isArray(column)) return column as readonly unknown[];
  if (!isObject(column)) return null;
  const isNumbered = Object.keys(column).every((key, row) => key === `${row}`);
  return isNumbered ? Object.values(column) : null;
}

/**
 * Rows of an object of columns, each a list of as many values, as Hugging Face's datasets have lists of objects, or of
 * columns as pandas writes them; null for what is none.
 *
 * @param needed columns that must be there.
 */
export function rowsOf(value: unknown, needed: readonly string[]): readonly Row[] | null {
  if (!isObject(value)) return null;
  const columns: (readonly [string, readonly unknown[]])[] = [];
  for (const [name, column] of Object.entries(value)) {
    const values = valuesOf(column);
    if (values === null) return null;
    columns.push([name, values]);
  }
  const size = columns.at(0)?.[1].length;
  if (size === undefined || columns.some(([, { length }]) => length !== size)) return null;
  if (!needed.every((name) => Object.hasOwn(value, name))) return null;
  return Array.from({ length: size }, (_, row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, column[row]])),
  );
}

/** A fact that Hugging Face names otherwise. */
const factOf = ({
  head,
  tail,
  relation_id,
  h = head,
  t = tail,
  r = relation_id,
  ...rest
}: Row) => ({
  ...{ h, t, r },
  evidence: rest.evidence ?? [],
});

/**
 * `labels` with Hugging Face's names {head, tail, relation_id, evidence}, as columns or as a list, or as columns {h, t, r},
 * as a list of facts; what is none, as it is.
 */
export function labelRows(labels: unknown): unknown {
  const rows = rowsOf(labels, ["head", "tail", "relation_id"]) ?? rowsOf(labels, ["h", "t", "r"]);
  if (rows !== null) return rows.map(factOf);
  const isNamed = (label: unknown): label is Row => isObject(label) && "relation_id" in label;
  return Array.isArray(labels) && labels.length > 0 && labels.every(isNamed)
    ? labels.map(factOf)
    : labels;
}

/** The mentions of an entity as columns {name, sent_id, pos, type} as a list; what is none, as it is. */
export const mentionRows = (entity: unknown): unknown =>
  rowsOf(entity, ["name", "sent_id", "pos"]) ?? entity;
