/** What a difference is taken of, as a page's data has it (docs/report.schema.json). */
export interface Cell {
  readonly cell: string;
  readonly row: string;
  readonly column: string;
  readonly description: Readonly<Record<string, string>>;
  readonly ours: {
    readonly kind: string;
    readonly count?: number;
    readonly runs?: readonly string[];
    readonly seeds?: readonly number[];
    readonly aggregate?: {
      readonly mean: number;
      readonly std: number | null;
      readonly n: number;
      readonly values: readonly number[];
    };
  };
}

export interface Run {
  readonly id: string;
  readonly label: string;
  readonly facts: Readonly<Record<string, string>>;
  readonly evals: readonly {
    readonly set: string;
    readonly f1: number;
    readonly ignF1: number;
    readonly precision: number;
    readonly recall: number;
  }[];
  readonly made: { readonly minutes: number | null } | null;
}

/** A field in which two sides differ; empty: a side has no such field. */
export interface FieldDifference {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** A number in which two sides differ. */
export interface NumberDifference {
  readonly name: string;
  readonly a: number;
  readonly b: number;
  /** Half of the 95 % interval of b - a by the noise of seeds; null: no spread is known. */
  readonly half: number | null;
  readonly noise: "beyond" | "within" | "unknown" | "none";
}

/** What two sides of one kind do not share: nothing that is equal. */
export interface Difference {
  /** Labels, settings, and what was used to make them. */
  readonly fields: readonly FieldDifference[];
  readonly numbers: readonly NumberDifference[];
  /** Numbers that both sides have, the equal ones included. */
  readonly compared: number;
  /** Ids of the cells that were held against each other; none of runs. */
  readonly cells: readonly (readonly [a: string, b: string])[];
  /** Numbers that one side alone has. */
  readonly alone: { readonly a: number; readonly b: number };
}
