import assert from "node:assert/strict";
import { join } from "node:path";
import type { Json } from "../../src/base/canonical.js";
import { trainIdOf } from "../../src/experiment/plan/fingerprint.js";
import type { PlannedRun } from "../../src/experiment/plan/plan.js";
import type { Dependencies } from "../../src/contract/spec.js";
import { changesOf } from "../../src/state/changes.js";
import type { RunState } from "../../src/state/plan.js";
import { ensureSpec } from "../../src/store/spec.js";
import { inFolder, sampleJob } from "../support/runs.js";

const NEW: RunState = { state: "train", begun: false };
const planned = (seed: number, dependencies: Dependencies): PlannedRun => {
  const { train: spec } = sampleJob("results", seed);
  const { trainId } = trainIdOf(spec, dependencies);
  return { trainId, label: `seed ${seed}`, spec, dependencies, evals: [], cells: [] };
};

const keep = async (root: string, { trainId, spec, dependencies }: PlannedRun): Promise<void> =>
  ensureSpec(join(root, "train", trainId), { spec, dependencies } as unknown as Json);

describe("what changed of a run that is new", () => {
  it("is the fewest fields in which an earlier run of the same specification differs", async () => {
    await inFolder(async (root) => {
      await keep(root, planned(1, { "version:loss/atl": 1, "data:a": "old" }));
      await keep(root, planned(1, { "version:loss/atl": 1, "data:a": "new" }));
      await keep(root, planned(2, { "version:loss/atl": 9, "data:a": "new" }));
      const run = planned(1, { "version:loss/atl": 2, "data:a": "new" });
      const changes = await changesOf(root, [{ run, status: NEW }]);
      assert.deepEqual(
        [...changes],
        [[run.trainId, [{ name: "version:loss/atl", from: 1, to: 2 }]]],
      );
    });
  });

  it("says nothing of what was never asked for, has begun, or is done", async () => {
    await inFolder(async (root) => {
      const run = planned(1, { "version:loss/atl": 2 });
      assert.equal((await changesOf(join(root, "none"), [{ run, status: NEW }])).size, 0);
      await keep(root, planned(2, { "version:loss/atl": 1 }));
      assert.equal((await changesOf(root, [{ run, status: NEW }])).size, 0);
      await keep(root, planned(1, { "version:loss/atl": 1 }));
      for (const status of [{ state: "train", begun: true }, { state: "done" }] as const) {
        assert.equal((await changesOf(root, [{ run, status }])).size, 0);
      }
    });
  });

  it("does not count a run of the same plan as an earlier one", async () => {
    await inFolder(async (root) => {
      const [one, other] = [1, 2].map((version) => planned(1, { "version:loss/atl": version }));
      await keep(root, one);
      const statuses = [
        { run: one, status: { state: "done" } as const },
        { run: other, status: NEW },
      ];
      assert.equal((await changesOf(root, statuses)).size, 0);
    });
  });
});
