import type { Shape } from "../../../base/shape.js";
import type { Judged } from "../finding.js";
import type { Paper } from "../paper.js";

/** A kind of statement that a paper makes, and how it is judged from the printed numbers. */
export interface StatementRule {
  readonly kind: string;
  /** What it asks, for the documentation. */
  readonly about: string;
  /** What a statement of this kind lacks, or its judge. */
  readonly bind: (statement: unknown) => BoundStatement;
}

export type BoundStatement =
  { readonly flaw: string } | { readonly flaw: null; readonly judge: (paper: Paper) => Judged };

/** @param params what a statement of this kind has beside what all have. */
export const statementRule = <T>(
  kind: string,
  about: string,
  params: Shape<T>,
  judge: (paper: Paper, params: T) => Judged,
): StatementRule => ({
  kind,
  about,
  bind: (statement) =>
    params.fits(statement)
      ? { flaw: null, judge: (paper) => judge(paper, statement) }
      : { flaw: params.flaw(statement, "") ?? "it has another form" },
});
