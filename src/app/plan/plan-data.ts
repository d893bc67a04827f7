import type { RunState } from "../../contract/run-state.js";
import type { Plan } from "./plan.js";

/** A plan as `plan --json` says it. */
export const planData = ({ profile, variant, items, total, runs, warnings }: Plan): object => ({
  profile,
  variant,
  items,
  total,
  runs: runs.map(({ id, trainId, label, state, lacks, restsOn, cells, evals }) => ({
    id,
    trainId,
    label,
    state: state.state,
    lacks,
    ...detailsOf(state),
    ...(restsOn !== undefined && { restsOn }),
    cells,
    evals,
  })),
  ...(warnings.length > 0 && { warnings }),
});

/** The fields in which a changed run differs, and what is damaged of another. */
function detailsOf(state: RunState): object {
  const changes = state.state === "changed" ? state.fields : [];
  const damage = state.state === "damaged" ? { path: state.path, why: state.why } : undefined;
  return {
    changed: changes.map(({ name }) => name),
    changes,
    ...(damage !== undefined && { damage }),
  };
}
