import { badInput } from "../../base/errors.js";
import type { Finding } from "./finding.js";
import type { Paper } from "./paper.js";
import { RULES } from "./rules/index.js";
import type { AuditStatement } from "./shape.js";
import { STATEMENT_RULES } from "./statements/index.js";

/**
 * Everything that the rules find in a paper's printed numbers: what every paper is asked, then its statements.
 * @throws AmtlError (2) for a statement of an unknown kind, without what its kind asks for, or of an unknown cell.
 */
export const auditPaper = (
  paper: Paper,
  statements: readonly AuditStatement[],
): readonly Finding[] => [
  ...RULES.flatMap(({ find }) => find(paper)),
  ...statements.map((statement) => judged(paper, statement)),
];

function judged(paper: Paper, statement: AuditStatement): Finding {
  const { id, kind, category, where, claim, note } = statement;
  const rule = STATEMENT_RULES.find((each) => each.kind === kind);
  if (rule === undefined) {
    throw badInput(`Unknown kind of statement "${kind}"`, {
      where: `statement ${id}`,
      expected: STATEMENT_RULES.map((each) => each.kind).join(", "),
    });
  }
  const bound = rule.bind(statement);
  if (bound.flaw !== null) {
    throw badInput(`Statement "${id}" is not of kind ${kind}`, {
      where: `statement ${id}`,
      expected: rule.about,
      got: bound.flaw,
    });
  }
  return {
    id,
    category,
    where,
    claim,
    ...bound.judge(paper),
    ...(note === undefined ? {} : { note }),
  };
}
