import assert from "node:assert/strict";
import { join } from "node:path";
import { trainIdOf } from "../../src/experiment/plan/fingerprint.js";
import type { PlannedRun } from "../../src/experiment/plan/plan.js";
import type { Dependencies } from "../../src/contract/train-spec.js";
import type { FieldChange, RunState } from "../../src/contract/run-state.js";
import { withChanges } from "../../src/state/changes.js";
import { writeResult } from "../../src/store/result.js";
import { ensureSpec } from "../../src/store/spec.js";
import { inFolder, sampleJob } from "../support/runs/runs.js";

const STOPPED = { state: "stopped", why: "died", attempt: 1, dir: "a" } as const;
const NEW: RunState = { state: "new" };

/** The fields that are told of each run that changed, by its id. */
const changesOf = async (
  root: string,
  states: readonly { readonly run: PlannedRun; readonly state: RunState }[],
): Promise<readonly (readonly [string, readonly FieldChange[]])[]> =>
  (await withChanges(root, states)).flatMap(({ run, state }) =>
    state.state === "changed" ? [[run.trainId, state.fields] as const] : [],
  );

const planned = (seed: number, dependencies: Dependencies): PlannedRun => {
  const { train: spec } = sampleJob("results", seed);
  const { trainId } = trainIdOf(spec, dependencies);
  return { trainId, label: `seed ${seed}`, spec, dependencies, evals: [], cells: [] };
};

const keep = async (root: string, { trainId, spec, dependencies }: PlannedRun): Promise<void> =>
  ensureSpec(join(root, "train", trainId), { spec, dependencies });

describe("what changed of a run that is new", () => {
  it("is the fewest fields in which an earlier run of the same specification differs", async () => {
    await inFolder(async (root) => {
      await keep(root, planned(1, { "version:loss/atl": 1, "data:a": "old" }));
      await keep(root, planned(1, { "version:loss/atl": 1, "data:a": "new" }));
      await keep(root, planned(2, { "version:loss/atl": 9, "data:a": "new" }));
      const run = planned(1, { "version:loss/atl": 2, "data:a": "new" });
      const changes = await changesOf(root, [{ run, state: NEW }]);
      assert.deepEqual(changes, [[run.trainId, [{ name: "version:loss/atl", from: 1, to: 2 }]]]);
    });
  });

  it("is told of a run that is done rather than of a nearer one that never was", async () => {
    await inFolder(async (root) => {
      const done = planned(1, { "version:loss/atl": 1, "data:a": "old" });
      await keep(root, done);
      const result = { schema: 1, trainId: done.trainId, dev: [], best: 0, steps: 1 } as const;
      await writeResult(join(root, "train", done.trainId), result);
      await keep(root, planned(1, { "version:loss/atl": 2, "data:a": "old" }));
      const run = planned(1, { "version:loss/atl": 2, "data:a": "new" });
      const [[, fields]] = await changesOf(root, [{ run, state: NEW }]);
      assert.deepEqual(
        fields.map(({ name }) => name),
        ["data:a", "version:loss/atl"],
      );
    });
  });

  it("says nothing of what was never asked for, has begun, or is done", async () => {
    await inFolder(async (root) => {
      const run = planned(1, { "version:loss/atl": 2 });
      assert.equal((await changesOf(join(root, "none"), [{ run, state: NEW }])).length, 0);
      await keep(root, planned(2, { "version:loss/atl": 1 }));
      assert.equal((await changesOf(root, [{ run, state: NEW }])).length, 0);
      await keep(root, planned(1, { "version:loss/atl": 1 }));
      for (const state of [STOPPED, { state: "done" }] as const) {
        assert.equal((await changesOf(root, [{ run, state }])).length, 0);
      }
    });
  });

  it("does not count a run of the same plan as an earlier one", async () => {
    await inFolder(async (root) => {
      const [one, other] = [1, 2].map((version) => planned(1, { "version:loss/atl": version }));
      await keep(root, one);
      const statuses = [
        { run: one, state: { state: "done" } as const },
        { run: other, state: NEW },
      ];
      assert.equal((await changesOf(root, statuses)).length, 0);
    });
  });
});
