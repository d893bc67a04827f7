import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Random } from "../../../src/base/random.js";
import { projectRoot } from "../../../src/base/root.js";
import { sealedJson } from "../../../src/base/seal.js";
import { isObject } from "../../../src/base/shape.js";
import { collectGarbage } from "../../../src/app/garbage.js";
import { readLog } from "../../../src/app/logs/follow.js";
import { report } from "../../../src/app/report/report.js";
import { status } from "../../../src/app/status/status.js";
import { listText, planText } from "../../../src/app/text/status.js";
import { textOf } from "../../../src/app/text/why.js";
import { verify } from "../../../src/app/verify/verify.js";
import { why } from "../../../src/app/why/why.js";
import { parseOnly } from "../../../src/experiment/grid/only.js";
import { readTask, listSubmissions } from "../../../src/executors/slurm/controller/submission.js";
import { readTrainingTime } from "../../../src/provenance/training-time.js";
import { planDir } from "../../../src/store/plans/manifests.js";
import { trainDir } from "../../../src/store/paths.js";
import { jsonSample, linesSample, type Reader, type Sample } from "../reader.js";

/** A results folder of a table of the profile smoke, with a run that was trained by ATL. */
const SOUND = join(projectRoot(), "test", "fixtures", "earlier-results");
const SHORT = 100;

const [planId] = readdirSync(join(SOUND, "plans"));
const files = readdirSync(SOUND, { recursive: true, encoding: "utf8" });
const trainId = "c665a1ceb9bab8e734c32e729ac91a9137fcba61ac3e191792d80f3a3ec9425d";

/** The sample of a file of the folder; a result or a record may carry a digest that fits what was changed. */
function sampleOf(name: string): Sample {
  const text = readFileSync(join(SOUND, name), "utf8");
  if (name.endsWith(".ndjson")) {
    const lines = text.trim().split("\n").slice(0, SHORT);
    return linesSample(
      name,
      lines.map((line) => JSON.parse(line) as unknown),
    );
  }
  const sample = jsonSample(name, JSON.parse(text));
  if (!/\/(result|provenance)\.json$/.test(name)) return sample;
  return { ...sample, changed: (random) => sealed(sample.changed(random), random) };
}

function sealed(bytes: Buffer, random: Random): Buffer {
  if (random.below(3) === 0) return bytes;
  try {
    const value = JSON.parse(bytes.toString()) as never;
    return isObject(value) ? Buffer.from(sealedJson(value)) : bytes;
  } catch {
    return bytes;
  }
}

const ofRun = files
  .filter((name) => name.includes(trainId) || name.startsWith("eval"))
  .filter((name) => /\.(nd)?json$/.test(name));

const TASKS = join("plans", planId, "slurm", "0123456789ab", "tasks.ndjson");
const job = JSON.parse(
  readFileSync(join(SOUND, "train", trainId, "attempts", "1", "job.json"), "utf8"),
) as unknown;
const tasks = linesSample(TASKS, [{ job, label: "one" }]);

const samples = [...ofRun.map(sampleOf), sampleOf(join("plans", planId, "manifest.json")), tasks];

/** Files of a results folder: results, records of provenance, specs, owners, ends, logs, manifests, tasks of Slurm. */
export const reader: Reader = {
  id: "results",
  share: 1,
  samples,
  read: async (bytes, name, folder) => {
    const results = join(folder, "results");
    if (!existsSync(results)) {
      cpSync(SOUND, results, { recursive: true });
      await mkdir(dirname(join(results, TASKS)), { recursive: true });
      for (const each of samples) await writeFile(join(results, each.name), each.sound);
    }
    await writeFile(join(results, name), bytes);
    try {
      return await readAll(results);
    } finally {
      const { sound } = samples.find((each) => each.name === name)!;
      await writeFile(join(results, name), sound);
    }
  },
};

async function readAll(results: string): Promise<unknown> {
  const { root, plans } = await status({ results });
  const read: unknown[] = [listText(root, plans), plans.map(planText)];
  for await (const line of readLog(trainDir(results, trainId), 1)) read.push(line);
  const only = parseOnly(["loss=atl", "trainedOn=redocred"]);
  read.push(
    await readTrainingTime(trainDir(results, trainId)),
    await verify({ results }),
    await collectGarbage({ results }),
    await listSubmissions(planDir(results, planId)),
    await report({ experiments: ["table4"], profile: "smoke", seeds: [5], only, results }),
    textOf(await why({ what: trainId, results, profile: "smoke", experiments: ["table4"] })),
    await readTask(dirname(join(results, TASKS)), 0),
  );
  return read;
}
