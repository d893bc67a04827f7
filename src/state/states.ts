import type { FieldChange } from "../experiment/plan/field-changes.js";
import { changesOf } from "./changes.js";
import { clockOf, lookAt, type Look } from "./look.js";
import type { RunStatus } from "./plan.js";
import { changeText } from "../cli/why/changes.js";

/** How a run of a plan stands, and so why it will run or will not. */
export interface PlanState {
  /**
   * evaluate: trained, but not scored everywhere. changed: the same was made of other code or data. begun: a checkpoint
   * may be there. failed: it will be tried again.
   */
  readonly name: "done" | "evaluate" | "running" | "new" | "changed" | "begun" | "failed";
  readonly text: string;
  /** What differs from an earlier run of the same specification. */
  readonly changes: readonly FieldChange[];
}

const plain = (name: PlanState["name"], text: string = name): PlanState => ({
  name,
  text,
  changes: [],
});

/** In the order given. */
export async function statesOf(
  root: string,
  statuses: readonly RunStatus[],
): Promise<readonly PlanState[]> {
  const changes = await changesOf(root, statuses);
  const begun = statuses.filter(({ status }) => status.state === "train" && status.begun);
  const asked = begun.map(({ run }) => ({
    trainId: run.trainId,
    evalIds: run.evals.map(({ evalId }) => evalId),
  }));
  const looks = begun.length === 0 ? [] : await lookAt(root, asked, await clockOf(root));
  const lookOf = new Map(begun.map(({ run }, at) => [run.trainId, looks[at]]));
  return statuses.map(({ run: { trainId }, status }): PlanState => {
    if (status.state === "done") return plain("done");
    if (status.state === "evaluate") return plain("evaluate", `to score (${status.missing})`);
    const look = lookOf.get(trainId);
    if (look !== undefined) return begunState(look);
    const found = changes.get(trainId);
    if (found === undefined) return plain("new");
    const text = found.map(changeText).join(", ");
    return { name: "changed", text: `changed: ${text}`, changes: found };
  });
}

function begunState(look: Look): PlanState {
  switch (look.state) {
    case "running": {
      const { owner } = look;
      return plain("running", owner === null ? "running" : `running (${owner.host}, ${owner.pid})`);
    }
    case "failed":
      return plain("failed", `failed: ${look.kind}`);
    case "begun":
      return plain("begun", "incomplete");
    // It ended between two looks.
    case "done":
    case "evaluate":
    case "new":
      return plain(look.state);
  }
}
