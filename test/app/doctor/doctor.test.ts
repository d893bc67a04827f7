import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkPlace, type CheckRequest } from "../../../src/app/doctor/doctor.js";
import type { Check } from "../../../src/contract/check.js";
import { type Folders, useOwnFolders } from "../../corpus/folders.js";
import { inFolder } from "../../support/runs/runs.js";

/** The checks of this machine, by name. */
async function checks(request: Partial<CheckRequest>): Promise<ReadonlyMap<string, Check>> {
  const found = new Map<string, Check>();
  for await (const check of checkPlace({ waitSeconds: 1, ...request })) {
    found.set(check.name, check);
  }
  return found;
}

describe("checkPlace", () => {
  let folders: Folders;
  before(async () => (folders = await useOwnFolders()));
  after(() => folders.remove());

  it("looks at what runs need of this machine, and names the commands that bring the rest", async () => {
    await inFolder(async (results) => {
      const found = await checks({ results });
      const names = [
        "Node",
        "engine",
        "processor",
        "GPU",
        "results",
        "profile mini",
        "profile paper",
      ];
      assert.deepEqual([...found.keys()], names);
      assert.equal(found.get("Node")?.state, "ok");
      assert.match(found.get("results")?.text ?? "", /GiB free/);
      const { state, fix } = found.get("profile mini")!;
      assert.equal(state, "note");
      assert.match(fix ?? "", /encoder get minilm-l6; amtl-run data get --profile mini/);
    });
  });

  it("says that results cannot be kept where they would lie", async () => {
    await inFolder(async (folder) => {
      const file = join(folder, "file");
      await writeFile(file, "");
      const { state, fix } = (await checks({ results: file })).get("results")!;
      assert.equal(state, "lacks");
      assert.ok(fix !== undefined);
    });
  });

  it("refuses an impossible wait and an executor without checks", async () => {
    await assert.rejects(checks({ waitSeconds: 0 }), /Invalid --wait/);
    await assert.rejects(checks({ executor: { id: "local", values: [] } }), /has no checks/);
    await assert.rejects(checks({ executor: { id: "lokal", values: [] } }), /Unknown executor/);
  });
});
