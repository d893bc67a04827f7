import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { CORPORA } from "../../src/methods/datasets/synthetic/parameters.js";
import { datasetHash } from "../../src/corpus/datasets/dataset-hash.js";
import { evalIdOf, trainIdOf } from "../../src/experiment/plan/fingerprint.js";
import { PROFILES } from "../../src/methods/profiles/profiles.js";
import type { DecoderSpec } from "../../src/contract/decoder.js";
import type { Schedule } from "../../src/contract/schedule.js";
import type { EvalResult } from "../../src/contract/result.js";
import type { EvalSpec } from "../../src/contract/eval-spec.js";
import type { TrainSpec } from "../../src/contract/train-spec.js";
import type { WorkerMessage } from "../../src/contract/event.js";
import { workerPath } from "../../src/executors/worker/launch.js";
import { parseMessage } from "../../src/executors/worker/messages.js";
import { readScores, writeScores } from "../../src/train/evaluation/scores-file.js";
import { attemptDir, evalDir, scoresDir, trainDir } from "../../src/store/paths.js";
import type { Job } from "../../src/contract/job.js";
import { inFolder } from "../support/runs/runs.js";

const { dev, test } = CORPORA.news.documents;
/** Steps of an epoch over the dev documents, 8 a batch. */
const STEPS = Math.floor(dev / 8);

const RAW: DecoderSpec = { rule: "th", k: 4, threshold: "raw", factor: 1 };
const SMALLER: DecoderSpec = { ...RAW, factor: 0.5 };
const UNLIMITED: DecoderSpec = { ...RAW, k: 0, factor: 1e-9 };

const DATA = {
  "data:redocred/test": await datasetHash("smoke", "redocred/test"),
  "data:redocred/dev": await datasetHash("smoke", "redocred/dev"),
};

/** Two epochs over the dev documents of profile smoke, scored on its test documents. */
function jobOf(
  root: string,
  decoders: readonly DecoderSpec[],
  changes: Partial<Schedule> = {},
  keeps?: EvalSpec["keeps"],
): Job {
  const { head, schedule } = PROFILES.smoke;
  const train: TrainSpec = {
    schema: 1,
    profile: "smoke",
    backbone: "atlop",
    plugin: null,
    encoder: "tiny-bert",
    loss: { id: "amtl", params: {} },
    layout: { segments: [6, 6, 6, 6], ordering: "frequency", lambda: 3.5, labelSpace: null },
    head,
    trainSet: "redocred/dev",
    devSet: "redocred/dev",
    decoder: RAW,
    seed: 5,
    schedule: { ...schedule({}, ["extractor", "bilinear"]), epochs: 2, ...changes },
    precision: "float32",
  };
  const dependencies = DATA;
  const { trainId } = trainIdOf(train, dependencies);
  const evals = decoders.map((decoder) => {
    const spec: EvalSpec = {
      schema: 1,
      trainId,
      evalSet: "redocred/test",
      decoder,
      facts: "redocred/dev",
      ...(keeps !== undefined && { keeps }),
    };
    return { evalId: evalIdOf(spec, dependencies).evalId, spec, dependencies };
  });
  return {
    schema: 1,
    root,
    trainId,
    train,
    dependencies,
    evals,
    engine: "native",
    threads: 2,
    keep: "weights",
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly messages: WorkerMessage[];
  /** Its exit code, or, where it was killed or crashed, the signal and its standard error. */
  readonly code: Promise<number | string>;
  /** Resolves with the first message that passes. */
  readonly until: (test: (message: WorkerMessage) => boolean) => Promise<void>;
}

async function startWorker(job: Job, attempt: number): Promise<Running> {
  const folder = attemptDir(trainDir(job.root, job.trainId), attempt);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "job.json"), JSON.stringify(job));
  const path = workerPath({});
  const loader = extname(path) === ".ts" ? ["--import", "tsx"] : [];
  const child = spawn(process.execPath, [...loader, path, folder], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const messages: WorkerMessage[] = [];
  const heard = new EventEmitter();
  let rest = "";
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const message = parseMessage(line);
      assert.ok(message !== null, `no message: ${line}`);
      messages.push(message);
      heard.emit("message", message);
    }
  });
  let errors = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  // Not "close", which never comes once the parent has left the channel.
  const code = Promise.all([once(child, "exit"), once(child.stdout!, "end")]).then(
    ([[ended, signal]]) => (ended as number | null) ?? `${signal as string}: ${errors}`,
  );
  const until = (test: (message: WorkerMessage) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      if (messages.some(test)) resolve();
      heard.on("message", (message: WorkerMessage) => {
        if (test(message)) resolve();
      });
      void code.then((ended) => {
        reject(new Error(`The worker ended with ${ended} before: ${errors}`));
      });
    });
  return { child, messages, code, until };
}

const atStep = (step: number) => (message: WorkerMessage) =>
  message.type === "progress" && message.step >= step;

const resultsOf = (job: Job): Promise<string[]> =>
  Promise.all(
    [
      trainDir(job.root, job.trainId),
      ...job.evals.map(({ evalId }) => evalDir(job.root, evalId)),
    ].map((dir) => readFile(join(dir, "result.json"), "utf8")),
  );

const resumedAt = ({ messages }: Running): number | null => {
  const [first] = messages;
  assert.equal(first.type, "started");
  return first.resumedAt;
};

describe("worker", function () {
  this.timeout(600_000);

  it("trains, evaluates, and leaves results, provenance, predictions and scores, no checkpoint", async () => {
    await inFolder(async (root) => {
      const job = jobOf(root, [RAW]);
      const worker = await startWorker(job, 1);
      assert.equal(await worker.code, 0);
      const types = worker.messages.map(({ type }) => type).filter((type) => type !== "progress");
      assert.deepEqual(types, [
        "started",
        "evaluated",
        "checkpoint",
        "evaluated",
        "evaluated",
        "finished",
      ]);
      const last = worker.messages.at(-1)!;
      assert.ok(last.type === "finished" && last.trained);
      const [train, evaluation] = (await resultsOf(job)).map(
        (text) => JSON.parse(text) as Record<string, unknown>,
      );
      assert.equal(train.steps, 2 * STEPS);
      const dir = trainDir(root, job.trainId);
      const provenance = JSON.parse(await readFile(join(dir, "provenance.json"), "utf8")) as Record<
        string,
        unknown
      >;
      assert.ok((provenance.peakMemoryBytes as number) > 1e7 && provenance.resumedAt === null);
      assert.deepEqual(provenance.dependencies, job.dependencies);
      assert.deepEqual((provenance.engine as { threads: number }).threads, job.threads);
      const evaluated = JSON.parse(
        await readFile(join(evalDir(root, job.evals[0].evalId), "provenance.json"), "utf8"),
      ) as Record<string, unknown>;
      assert.deepEqual(evaluated.dependencies, job.evals[0].dependencies);
      assert.deepEqual(
        evaluated.commandLine,
        provenance.workerCommandLine,
        "nobody typed anything",
      );
      assert.deepEqual(await readdir(attemptDir(dir, 1)), ["job.json"]);
      assert.ok((await stat(join(dir, "weights.bin"))).size > 1e5);
      const predictions = await readFile(
        join(evalDir(root, job.evals[0].evalId), "predictions.ndjson"),
        "utf8",
      );
      const { counts } = evaluation as { counts: { submitted: number; documents: number } };
      assert.equal(predictions.split("\n").length - 1, counts.submitted);
      assert.equal(counts.documents, test);

      // Another decoder needs the scores alone; one that wants more than was kept needs the weights.
      const scores = join(scoresDir(root, job.trainId, "redocred/test"), "scores.bin");
      const before = (await stat(scores)).mtimeMs;
      const again = await startWorker(jobOf(root, [RAW, SMALLER]), 2);
      assert.equal(await again.code, 0);
      assert.deepEqual(
        again.messages.map(({ type }) => type),
        ["started", "evaluated", "finished"],
      );
      assert.equal((await stat(scores)).mtimeMs, before);
      const wide = await startWorker(jobOf(root, [UNLIMITED]), 3);
      assert.equal(await wide.code, 0);
      const { trained } = wide.messages.at(-1) as Extract<WorkerMessage, { type: "finished" }>;
      assert.equal(trained, false);
      assert.ok((await stat(scores)).mtimeMs > before);
    });
  });

  it("scores relations of a model that is there, also where an earlier version kept no gold scores", async () => {
    await inFolder(async (root) => {
      assert.equal(await (await startWorker(jobOf(root, [RAW]), 1)).code, 0);
      const job = jobOf(root, [RAW], {}, "relation-scores");
      const key = {
        trainId: job.trainId,
        evalSet: "redocred/test",
        data: DATA["data:redocred/test"],
      };
      const file = join(scoresDir(root, key.trainId, key.evalSet), "scores.bin");
      const before = (await stat(file)).mtimeMs;
      const scored = async (attempt: number): Promise<EvalResult> => {
        const worker = await startWorker(job, attempt);
        assert.equal(await worker.code, 0);
        const types = worker.messages.map(({ type }) => type);
        assert.deepEqual(types, ["started", "evaluated", "finished"]);
        return JSON.parse((await resultsOf(job))[1]) as EvalResult;
      };
      const result = await scored(2);
      assert.equal((await stat(file)).mtimeMs, before);
      const { relationScores = [], counts } = result;
      assert.equal(relationScores.length, 24);
      const pairs = relationScores.reduce((sum, each) => sum + each.pairs, 0);
      assert.equal(pairs, counts.gold);
      for (const each of relationScores) assert.equal(each.score === null, each.pairs === 0);

      const { kept } = (await readScores(root, key))!;
      const { gold, ...older } = kept;
      assert.equal(gold?.length, counts.gold);
      await writeScores(root, { key, kept: older });
      await rm(join(evalDir(root, result.evalId), "result.json"));
      const fromWeights = await scored(3);
      assert.deepEqual((await readScores(root, key))!.kept, kept);
      assert.deepEqual(fromWeights, result);
    });
  });

  it("asked to stop, killed, or left by its parent, goes on to the same bytes", async () => {
    // Epochs enough that none is at its end before the signal reaches it, however busy the machine is.
    const jobIn = (root: string): Job => jobOf(root, [RAW], { epochs: 4 });
    const whole = await inFolder(async (root) => {
      const job = jobIn(root);
      assert.equal(await (await startWorker(job, 1)).code, 0);
      return await resultsOf(job);
    });
    await inFolder(async (root) => {
      const job = jobIn(root);
      const stopped = await startWorker(job, 1);
      await stopped.until(atStep(3));
      stopped.child.kill("SIGTERM");
      assert.equal(await stopped.code, 130);
      const last = stopped.messages.at(-1)!;
      assert.ok(last.type === "checkpoint" && last.step >= 3);

      const killed = await startWorker(job, 2);
      await killed.until(({ type }) => type === "checkpoint");
      killed.child.kill("SIGKILL");
      await killed.code;
      assert.equal(resumedAt(killed), last.step);

      const left = await startWorker(job, 3);
      await left.until(atStep(STEPS + 3));
      left.child.disconnect();
      assert.equal(await left.code, 130);
      const epochs = resumedAt(left)! / STEPS;
      assert.ok(epochs >= 1 && Number.isInteger(epochs), `from its last epoch's end: ${epochs}`);

      const final = await startWorker(job, 4);
      assert.equal(await final.code, 0);
      assert.ok(resumedAt(final)! >= STEPS + 3);
      assert.deepEqual(await resultsOf(job), whole);
    });
  });

  it("stops at its next checkpoint when another attempt took its run over", async () => {
    await inFolder(async (root) => {
      const job = jobOf(root, [RAW]);
      const first = await startWorker(job, 1);
      await first.until(atStep(1));
      await mkdir(attemptDir(trainDir(root, job.trainId), 2));
      assert.equal(await first.code, 130);
      assert.ok(first.messages.every(({ type }) => type !== "checkpoint" && type !== "failed"));
    });
  });

  it("says when a loss is no number, and when its input is wrong", async () => {
    await inFolder(async (root) => {
      const broken = await startWorker(
        jobOf(root, [RAW], { rate: 1e30, groups: [], clip: null }),
        1,
      );
      assert.equal(await broken.code, 1);
      const said = broken.messages.at(-1)!;
      assert.ok(said.type === "failed" && said.kind === "not-a-number" && !said.retry);
      const job = jobOf(root, [RAW]);
      const unknown = await startWorker(
        { ...job, train: { ...job.train, trainSet: "redocred/trian" } },
        1,
      );
      assert.equal(await unknown.code, 2);
      const why = unknown.messages.at(-1)!;
      assert.ok(why.type === "failed" && why.kind === "bad-input");
    });
  });
});
