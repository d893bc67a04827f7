/** A row's name below the name of its group. */
export interface GroupedRow {
  readonly group: string;
  readonly name: string;
}

/** Rows as "group: name", which is how the paper's blocks are written; null unless all of them are. */
export function groupsOf(rows: readonly string[]): readonly GroupedRow[] | null {
  const parts = rows.flatMap((row) => {
    const at = row.indexOf(": ");
    return at < 0 ? [] : [{ group: row.slice(0, at), name: row.slice(at + 2) }];
  });
  return parts.length === rows.length ? parts : null;
}
