import { basename } from "node:path";
import type { ReportDocument, ReportRun } from "../../report/document/document.js";
import type { TableFacts } from "../../report/errors/facts.js";
import type { OpenRun } from "../../report/open-run.js";
import type { ReportTable } from "../../report/table.js";

/** Facts of a run that say where it was made, and a user's command, which may. */
const TELLING = /^(?:made\.(?:host|commit|changes)$|worker\b)/;

/** A report without what says where it was made: names of hosts and folders, commits, dates, messages that may hold paths. */
export const withoutPlaces = ({
  tables,
  runs,
  claims,
  withoutClaims,
  errors,
  facts,
  withoutFacts,
}: ReportDocument): ReportDocument => ({
  made: null,
  ...(claims !== undefined && { claims }),
  ...(withoutClaims !== undefined && { withoutClaims }),
  ...(errors !== undefined && { errors }),
  ...(facts !== undefined && { facts: withoutNames(facts) }),
  ...(withoutFacts !== undefined && { withoutFacts }),
  tables: tables.map(withoutFolders),
  runs: runs.map((run) => ({
    ...run,
    problem: run.problem === null ? null : kindOf(run.state, run.problem),
    facts: Object.fromEntries(Object.entries(run.facts).filter(([name]) => !TELLING.test(name))),
    ...(run.earlier !== undefined && { earlier: withoutDays(run.earlier) }),
    made: run.made === null ? null : { ...run.made, host: null, ended: null },
  })),
});

/** Names are text of a data set, which may be nobody else's. */
const withoutNames = ({ sets, groups }: TableFacts): TableFacts => ({
  sets: sets.map((set) => ({
    ...set,
    documents: set.documents.map(({ gold, facts }) => ({ gold, facts })),
  })),
  groups,
});

const withoutDays = ({
  cells,
  evals,
}: NonNullable<ReportRun["earlier"]>): ReportRun["earlier"] => ({
  cells,
  evals: evals.map((each) => ({
    ...each,
    changes: each.changes.filter((change) => !TELLING.test(change)),
    ended: null,
  })),
});

/** Its commands name no folder. */
function withoutFolders(table: ReportTable): ReportTable {
  const { asked, open } = table;
  const shown = open === undefined ? table : { ...table, open: open.map(withoutProblem) };
  if (asked === undefined) return shown;
  const { experiment } = asked;
  const isFile = /[\\/]/.test(experiment);
  const name = isFile ? `./${basename(experiment)}` : experiment;
  return { ...shown, asked: { experiment: name, results: null } };
}

const withoutProblem = (run: OpenRun): OpenRun => ({
  ...run,
  problem: run.problem === null ? null : kindOf(run.state, run.problem),
});

/** "out-of-memory" of a failure; of what else went wrong the state. */
const kindOf = (state: string, problem: string): string =>
  state === "failed" ? problem.split(":")[0] : state;
