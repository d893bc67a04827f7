import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { WorkerPlan } from "../../support/workers/behaviour.js";
import { startCli, type Cli } from "../../support/commands/cli.js";
import { allResults, inFolder } from "../../support/runs/runs.js";
import { startCluster, type SlurmCluster } from "../../support/machines/slurm-cluster.js";

const TABLE = ["table4", "--seeds", "5,42", "--only", "loss=atl,amtl"];
const SLURM = ["--executor", "slurm", "--json"];

/** Submissions of all plans. */
async function submissions(root: string): Promise<readonly string[]> {
  const plans = await readdir(join(root, "plans"));
  const found = plans.map((plan) => readdir(join(root, "plans", plan, "slurm")).catch(() => []));
  return (await Promise.all(found)).flat();
}

describe("Slurm, a real one", function () {
  this.timeout(900_000);
  let cluster: SlurmCluster;
  const isSlow = process.env.AMTL_SLOW_TESTS !== undefined;

  before(async function () {
    const found = await startCluster(await mkdtemp(join(tmpdir(), "amtl-slurm-")));
    if (typeof found === "string") {
      this.test!.parent!.title += ` (skipped: ${found})`;
      return this.skip();
    }
    cluster = found;
  });
  after(async () => {
    await (cluster as SlurmCluster | undefined)?.stop();
  });

  const start = (words: readonly string[], root: string, plan: WorkerPlan): Cli =>
    startCli([...words, ...SLURM], root, plan, cluster.env);

  /** What the local executor makes of the same table. */
  const locally = (words: readonly string[]): Promise<[Record<string, string>, string]> =>
    inFolder(async (root) => {
      const { code, stderr } = await startCli([...words, "--json"], root, { ms: 100 }).end;
      assert.equal(code, 0, stderr);
      return [await allResults(root), await readFile(join(root, "smoke", "table4.csv"), "utf8")];
    });

  const isSame = async (root: string, words: readonly string[] = TABLE): Promise<void> => {
    const [results, csv] = await locally(words);
    assert.deepEqual(await allResults(root), results);
    assert.equal(await readFile(join(root, "smoke", "table4.csv"), "utf8"), csv);
  };

  it("does a table by an array, leaves it alone when told to, and finds it again", async () => {
    await inFolder(async (root) => {
      const left = start([...TABLE, "--jobs", "2"], root, { ms: 2000 });
      await left.until(({ type }) => type === "started");
      left.child.kill("SIGINT");
      const end = await left.end;
      assert.equal(end.code, 130, end.stderr);
      assert.match(end.stderr, /jobs stay on the cluster/);
      const again = start([...TABLE, "--jobs", "2"], root, { ms: 2000 });
      const { code, stderr } = await again.end;
      assert.equal(code, 0, stderr);
      assert.equal((await submissions(root)).length, 1, "nothing is submitted twice");
      const kinds = again.events.map(({ type }) => type);
      // One may have ended before this command looked.
      const open = kinds.filter((type) => type === "queued").length;
      assert.ok(open >= 6 && open <= 8, String(open));
      assert.equal(kinds.filter((type) => type === "finished").length, open);
      assert.ok(!kinds.includes("failed"));
      await isSame(root);
    });
  });

  it("gives up the jobs of a plan that no command watches to amtl-run cancel, with a checkpoint", async () => {
    await inFolder(async (root) => {
      const left = start([...TABLE, "--jobs", "1"], root, { ms: 8000 });
      await left.until(({ type }) => type === "checkpoint");
      left.child.kill("SIGINT");
      await left.end;
      const words = ["cancel", "table4", "--results", root];
      const { code, stdout, stderr } = await startCli(words, root, undefined, cluster.env).end;
      assert.equal(code, 0, stderr);
      assert.match(stdout, /cancelled 8 jobs of plan [0-9a-f]{12}/);
      for (;;) {
        if ((await cluster.slurm("squeue", "-h", "--me")) === "") break;
        await delay(500);
      }
      const again = start([...TABLE, "--jobs", "2"], root, { ms: 100 });
      assert.equal((await again.end).code, 0);
      const taken = again.events.flatMap((event) =>
        event.type === "started" && event.resumedAt !== null ? [event.resumedAt] : [],
      );
      assert.equal(taken.length, 1, "the run that was under way went on from its checkpoint");
      await isSame(root);
    });
  });

  it("gives up one run that no node has begun, learns from sacct that another was cancelled, and does the others", async () => {
    await inFolder(async (root) => {
      // The cluster of the tests keeps no accounts.
      const programs = join(root, "programs");
      await mkdir(programs);
      const says = "case $* in *--jobs=*_6\\ *) echo 'CANCELLED by 1000|0:0';; esac";
      await writeFile(join(programs, "sacct"), `#!/bin/sh\n${says}\n`, { mode: 0o755 });
      const env = { ...cluster.env, PATH: `${programs}:${process.env.PATH}` };
      const cli = startCli([...TABLE, "--jobs", "1", ...SLURM], root, { ms: 1500 }, env);
      await cli.until(({ type }) => type === "started");
      const queued = cli.events.filter(({ type }) => type === "queued").map(({ run }) => run);
      const [byHand, last] = queued.slice(-2);
      const words = ["cancel", last, "--results", root];
      const { code, stdout, stderr } = await startCli(words, root, undefined, cluster.env).end;
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^asked .*, process \d+, not to begin run/m);
      assert.match(stdout, /^cancelled job \d+_7 of run .*, which no node had begun$/m);
      const tasks = await cluster.slurm("squeue", "-h", "-r", "--me", "-o", "%F_%K");
      await cluster.slurm(
        "scancel",
        tasks.split("\n").find((id) => id.endsWith("_6"))!,
      );
      assert.equal((await cli.end).code, 3);
      const ends = cli.events.filter(({ type }) =>
        ["finished", "failed", "cancelled"].includes(type),
      );
      assert.equal(ends.filter(({ type }) => type === "finished").length, 6);
      const endOf = (run: string) =>
        ends
          .filter((event) => event.run === run)
          .map((event) => [event.type, "message" in event ? event.message : null]);
      assert.deepEqual(endOf(last), [["cancelled", null]]);
      assert.deepEqual(endOf(byHand), [["cancelled", "Slurm: CANCELLED by 1000"]]);
    });
  });

  it("passes on why no task starts, once, and starts them when it is mended", async () => {
    await inFolder(async (root) => {
      const node = ["update", "NodeName=ALL"] as const;
      await cluster.slurm("scontrol", ...node, "State=DRAIN", "Reason=a test");
      let isDrained = true;
      try {
        const cli = start([...TABLE.slice(0, 3), "--only", "loss=atl"], root, { ms: 100 });
        const told = await cli.until(({ type }) => type === "waiting");
        assert.ok(told.type === "waiting");
        assert.match(told.reason ?? "", /^Slurm says of 4 tasks: .*(Node|DRAIN)/);
        await cluster.slurm("scontrol", ...node, "State=RESUME");
        isDrained = false;
        const { code, stderr } = await cli.end;
        assert.equal(code, 0, stderr);
        const said = cli.events.flatMap((event) => (event.type === "waiting" ? event.reason : []));
        assert.equal(new Set(said).size, said.length);
      } finally {
        if (isDrained) await cluster.slurm("scontrol", ...node, "State=RESUME");
      }
    });
  });

  it("is examined by amtl-run doctor, which leaves nothing behind", async () => {
    await inFolder(async (root) => {
      const words = ["doctor", "--slurm", "gres=gpu:1", "--results", root];
      const { code, stdout } = await startCli(words, root, undefined, cluster.env).end;
      const states = stdout
        .trim()
        .split("\n")
        .map((line) => line.slice(0, 24).trim());
      assert.deepEqual(
        states.map((line) => line.replace(/ +/, " ")),
        [
          "ok sbatch",
          "ok controller",
          "ok submission",
          "ok start on a node",
          "ok Node on the node",
          "ok warning",
          "ok requeue",
        ],
        stdout,
      );
      assert.equal(code, 0);
      assert.deepEqual(await readdir(root), []);
      const bad = ["doctor", "--slurm", "partition=none", "--results", root];
      const refused = await startCli(bad, root, undefined, cluster.env).end;
      assert.equal(refused.code, 4);
      assert.match(refused.stdout, /^LACKS +submission +.*partition/m);
    });
  });

  /** Waits for the first run to be at work, and returns the id of its task. */
  const working = async (cli: Cli): Promise<string> => {
    await cli.until(({ type }) => type === "checkpoint");
    return (await cluster.slurm("squeue", "-h", "-r", "-t", "R", "-o", "%i")).split("\n")[0];
  };

  const disturbed = (
    name: string,
    words: readonly string[],
    site: readonly string[],
    ms: number,
    disturb: (cli: Cli, root: string) => Promise<void>,
    check: (cli: Cli) => void,
  ): void => {
    it(`${name} (slow)`, async function () {
      if (!isSlow) {
        this.test!.title += " (skipped: AMTL_SLOW_TESTS is not set)";
        this.skip();
      }
      await inFolder(async (root) => {
        const cli = start([...words, ...site], root, { ms });
        await disturb(cli, root);
        const { code, stderr } = await cli.end;
        assert.equal(code, 0, `${stderr}\n${JSON.stringify(cli.events.slice(-20), null, 1)}`);
        check(cli);
        await isSame(root, words);
      });
    });
  };
  const resumed = (cli: Cli): number =>
    cli.events.filter((event) => event.type === "started" && event.resumedAt !== null).length;

  disturbed(
    "goes on from the checkpoint after preemption",
    [...TABLE, "--only", "trainedOn=redocred"],
    ["--slurm", "partition=low"],
    30_000,
    async (cli) => {
      await working(cli);
      await cluster.slurm(
        "sbatch",
        "--partition=high",
        "--exclusive",
        "--output=/dev/null",
        "--wrap=sleep 5",
      );
    },
    (cli) => {
      assert.ok(resumed(cli) > 0, "at least one run was taken up again");
    },
  );

  disturbed(
    "goes on from the checkpoint after the time limit",
    [...TABLE, "--only", "trainedOn=redocred"],
    ["--slurm", "time=2", "--slurm", "signal=B:USR1@90"],
    70_000,
    async (cli) => {
      await working(cli);
    },
    (cli) => {
      assert.ok(resumed(cli) > 0, "at least one run was taken up again");
    },
  );

  disturbed(
    "submits a killed job once more",
    TABLE,
    [],
    20_000,
    // Not by scancel: whoever cancels a job does not want it back.
    async (cli, root) => {
      const { run } = await cli.until(({ type }) => type === "checkpoint");
      const id = (await readdir(join(root, "train"))).find((name) => name.startsWith(run));
      const owner = join(root, "train", id!, "attempts", "1", "owner.json");
      const { pid } = JSON.parse(await readFile(owner, "utf8")) as { pid: number };
      process.kill(pid, "SIGKILL");
    },
    (cli) => {
      const failures = cli.events.flatMap((event) => (event.type === "failed" ? event.kind : []));
      assert.deepEqual([...new Set(failures)], ["worker-died"]);
      assert.ok(resumed(cli) > 0);
    },
  );

  it("does Table 4 with real training, two tasks at a time, as the local executor does (slow)", async function () {
    if (!isSlow) {
      this.test!.title += " (skipped: AMTL_SLOW_TESTS is not set)";
      this.skip();
    }
    // What is compared is bytes, which 50 updates show as well as 300.
    const words = ["table4", "--seeds", "5", "--jobs", "2", "--limit", "400"];
    const real = { AMTL_WORKER: "" };
    const files: [Record<string, string>, string][] = [];
    for (const [more, env] of [
      [SLURM, { ...real, ...cluster.env }],
      [["--json"], real],
    ] as const) {
      await inFolder(async (root) => {
        const { code, stderr } = await startCli([...words, ...more], root, undefined, env).end;
        assert.equal(code, 0, stderr);
        const written = await readdir(join(root, "smoke"));
        const tables = written.filter((name) => name.endsWith(".csv")).sort();
        assert.equal(tables.length, 2, written.join(", "));
        const csv = await readFile(join(root, "smoke", tables[0]), "utf8");
        files.push([await allResults(root), csv]);
      });
    }
    assert.deepEqual(files[0], files[1]);
  });

  /**
   * A controller that died before it noted that a job had begun starts it again; where the node still has the job, Slurm
   * takes the node out of service (Duplicate jobid), and an administrator has to bring it back.
   */
  async function resumeNode(): Promise<void> {
    for (let seconds = 0; seconds < 15; seconds++) {
      await delay(1000);
      const state = await cluster.slurm("sinfo", "-h", "-o", "%T");
      if (!state.includes("drain")) continue;
      await cluster.slurm("scontrol", "update", "NodeName=ALL", "State=RESUME");
    }
  }

  disturbed(
    "outlives its controller",
    TABLE,
    [],
    10_000,
    async (cli) => {
      await working(cli);
      await cluster.killController();
      await delay(15_000);
      await cluster.startController();
      await resumeNode();
    },
    (cli) => {
      assert.ok(!cli.events.some(({ type }) => type === "failed"));
    },
  );
});
