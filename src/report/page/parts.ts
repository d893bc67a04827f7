/** What a page writes plainly: what its script looks at, which any reader of JSON finds, too. */
export interface PlainPart {
  readonly tables: readonly PlainTable[];
}

interface PlainTable {
  readonly id: string;
  readonly cells: readonly { readonly cell: string }[];
}

/** What it packs, as hundreds of runs and of judgements would be half of it. */
export interface PackedPart<Run = object> {
  readonly runs: readonly Run[];
  /** Of each table's cells, in their order. */
  readonly judgements: readonly (readonly unknown[])[];
}

interface Whole extends PlainPart {
  readonly runs: readonly object[];
}

/** A report's JSON in the two parts of a page. */
export function splitContent(content: Whole): readonly [PlainPart, PackedPart] {
  const { runs, ...rest } = content;
  const judgements = content.tables.map(({ cells }) =>
    cells.map((cell) => ("judgement" in cell ? cell.judgement : null)),
  );
  const tables = content.tables.map((table) => ({
    ...table,
    // JSON leaves undefined out.
    cells: table.cells.map((cell) => ({ ...cell, judgement: undefined })),
  }));
  return [
    { ...rest, tables },
    { runs, judgements },
  ];
}

/** The JSON again, its keys in their order. */
export const joinContent = (plain: PlainPart, { runs, judgements }: PackedPart): Whole => ({
  ...plain,
  tables: plain.tables.map((table, at) => ({
    ...table,
    cells: table.cells.map((cell, place) => ({ ...cell, judgement: judgements[at][place] })),
  })),
  runs,
});
