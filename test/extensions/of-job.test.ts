import assert from "node:assert/strict";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AmtlError } from "../../src/base/errors.js";
import { loadExperiments } from "../../src/app/select/experiments.js";
import type { Job } from "../../src/contract/job.js";
import { loadLoss } from "../../src/extensions/of-job.js";
import { MY_LOSS, withFiles } from "../support/runs/own-files.js";
import { sampleJob } from "../support/runs/runs.js";

const ID = "logistic-margin";

/** The job of a run that was planned with the file as it is. */
async function plannedJob(file: string): Promise<Job> {
  const [{ own }] = await loadExperiments(file);
  const job = sampleJob("results", 5);
  return {
    ...job,
    train: { ...job.train, loss: { id: ID, params: { margin: 1 } } },
    dependencies: { [`version:loss/${ID}`]: own[0].version },
    lossFiles: { [ID]: file },
  };
}

const refuses =
  (...texts: readonly RegExp[]) =>
  (error: unknown): boolean => {
    const { exitCode, message, details } = error as AmtlError;
    assert.equal(exitCode, 2);
    const said = [message, details.where, details.expected, details.got].join("\n");
    for (const text of texts) assert.match(said, text);
    return true;
  };

describe("the loss of a worker's job", () => {
  it("is the project's where no file is named", async () => {
    const { loss, own } = await loadLoss(sampleJob("results", 5));
    assert.deepEqual([loss.id, loss.version, own], ["atl", 1, []]);
  });

  it("is the one of the file that was planned with", async () => {
    await withFiles({ "mine.ts": MY_LOSS }, async (folder) => {
      const { loss, own } = await loadLoss(await plannedJob(join(folder, "mine.ts")));
      assert.equal(loss.id, ID);
      assert.equal(own[0].place, `${join(folder, "mine.ts")}:6`);
    });
  });

  it("is refused when its file is gone, and the place is named", async () => {
    await withFiles({ "mine.ts": MY_LOSS }, async (folder) => {
      const job = await plannedJob(join(folder, "mine.ts"));
      await rename(join(folder, "mine.ts"), join(folder, "moved.ts"));
      await assert.rejects(loadLoss(job), refuses(/file not found/, /mine\.ts/));
    });
  });

  it("is refused when it is another one by now, so that no result has the wrong name", async () => {
    await withFiles({ "mine.ts": MY_LOSS }, async (folder) => {
      const job = await plannedJob(join(folder, "mine.ts"));
      const later = join(folder, "later.ts");
      await writeFile(later, MY_LOSS.replace("version: 1", "version: 2"));
      await assert.rejects(
        loadLoss({ ...job, lossFiles: { [ID]: later } }),
        refuses(/has changed since it was planned/, /later\.ts:6/, /\n1, compute .*\n2, compute /),
      );
      await writeFile(join(folder, "none.ts"), MY_LOSS.replaceAll(ID, "renamed"));
      await assert.rejects(
        loadLoss({ ...job, lossFiles: { [ID]: join(folder, "none.ts") } }),
        refuses(/has changed since it was planned/, /no loss "logistic-margin"/),
      );
    });
  });
});
