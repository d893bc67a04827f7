import { isObject } from "../../base/shape.js";

type Row = Readonly<Record<string, unknown>>;

/**
 * Rows of an object of columns, each a list of as many values, as Hugging Face's datasets have lists of objects; null for
 * what is none.
 *
 * @param needed columns that must be there.
 */
export function rowsOf(value: unknown, needed: readonly string[]): readonly Row[] | null {
  if (!isObject(value)) return null;
  const columns: (readonly [string, readonly unknown[]])[] = [];
  for (const [name, column] of Object.entries(value)) {
    if (!Array.isArray(column)) return null;
    columns.push([name, column]);
  }
  const size = columns.at(0)?.[1].length;
  if (size === undefined || columns.some(([, { length }]) => length !== size)) return null;
  if (!needed.every((name) => Object.hasOwn(value, name))) return null;
  return Array.from({ length: size }, (_, row) =>
    Object.fromEntries(columns.map(([name, column]) => [name, column[row]])),
  );
}

/** `labels` as columns {head, tail, relation_id, evidence} as a list of facts; what is none, as it is. */
export function labelRows(labels: unknown): unknown {
  const rows = rowsOf(labels, ["head", "tail", "relation_id"]);
  return rows === null
    ? labels
    : rows.map(({ head, tail, relation_id, evidence = [] }) => ({
        h: head,
        t: tail,
        r: relation_id,
        evidence,
      }));
}

/** The mentions of an entity as columns {name, sent_id, pos, type} as a list; what is none, as it is. */
export const mentionRows = (entity: unknown): unknown =>
  rowsOf(entity, ["name", "sent_id", "pos"]) ?? entity;
