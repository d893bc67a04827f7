import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { wantedKernels } from "../../../src/engine/tensorflow/wanted-kernels.js";
import { readProvenance } from "../../../src/provenance/provenance.js";
import { earlierAttempts } from "../../../src/provenance/facts/earlier.js";
import { gpuMeter } from "../../../src/provenance/facts/energy-gpu.js";
import { processorMeter } from "../../../src/provenance/facts/energy-processors.js";
import { revisionOf } from "../../../src/provenance/facts/git.js";
import { gpuInUse } from "../../../src/provenance/facts/gpu.js";
import { packageVersions } from "../../../src/provenance/facts/packages.js";
import { projectRoot } from "../../../src/base/root.js";
import { inFolder } from "../../support/runs/runs.js";

/** Runs `use` with an nvidia-smi on the path that is this shell script. */
const withNvidiaSmi = (script: string, use: () => Promise<void>): Promise<void> =>
  inFolder(async (bin) => {
    await writeFile(join(bin, "nvidia-smi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const { PATH } = process.env;
    process.env.PATH = `${bin}${delimiter}${PATH ?? ""}`;
    try {
      await use();
    } finally {
      process.env.PATH = PATH;
    }
  });

async function counter(root: string, name: string, energy: number): Promise<void> {
  await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, name, "energy_uj"), `${energy}\n`);
  await writeFile(join(root, name, "max_energy_range_uj"), "10000000\n");
}

describe("facts of a provenance", () => {
  it("the commit of a checkout, and whether tracked files differ from it", () =>
    inFolder(async (folder) => {
      const none = { commit: null, dirty: null };
      assert.deepEqual(await revisionOf(folder), none);
      const git = (...words: string[]): string =>
        execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", "-C", folder, ...words], {
          encoding: "utf8",
        });
      git("init", "-q");
      assert.deepEqual(await revisionOf(folder), none, "nothing is committed yet");
      await writeFile(join(folder, "a"), "1");
      git("add", "a");
      git("commit", "-q", "-m", "a");
      const commit = git("rev-parse", "HEAD").trim();
      await writeFile(join(folder, "not-tracked"), "1");
      assert.deepEqual(await revisionOf(folder), { commit, dirty: false });
      await writeFile(join(folder, "a"), "2");
      assert.deepEqual(await revisionOf(folder), { commit, dirty: true });
      await mkdir(join(folder, "copy"));
      assert.deepEqual(await revisionOf(join(folder, "copy")), none, "of somebody else's checkout");
    }));

  it("versions of the packages that compute", async () => {
    const versions = await packageVersions(projectRoot());
    assert.match(versions["@tensorflow/tfjs-core"] ?? "", /^4\./);
    const none = await packageVersions("/nowhere");
    assert.ok(Object.values(none).every((version) => version === null));
  });

  it("the attempts before, readable or not", () =>
    inFolder(async (dir) => {
      for (const k of ["1", "2", "3"]) await mkdir(join(dir, "attempts", k), { recursive: true });
      const since = "2026-01-01T00:00:00.000Z";
      await writeFile(join(dir, "attempts/1/owner.json"), JSON.stringify({ host: "a", since }));
      assert.deepEqual(await earlierAttempts(dir, 3), [
        { attempt: 1, host: "a", since },
        { attempt: 2, host: null, since: null },
      ]);
    }));

  it("the GPU by its UUID, by its number only where that is sure", async () => {
    const one = "0, GPU-aa, 550.1, NVIDIA H100 80GB, HBM3";
    await withNvidiaSmi(`echo "${one}"`, async () => {
      const device = { name: "NVIDIA H100 80GB, HBM3", uuid: "GPU-aa", driver: "550.1" };
      assert.deepEqual(await gpuInUse("0"), device);
      assert.deepEqual(await gpuInUse(""), device);
    });
    await withNvidiaSmi(`echo "0, GPU-aa, 550.1, A"; echo "1, GPU-bb, 550.1, B"`, async () => {
      assert.deepEqual(await gpuInUse("GPU-bb"), { name: "B", uuid: "GPU-bb", driver: "550.1" });
      assert.deepEqual(await gpuInUse("1"), { name: null, uuid: null, driver: "550.1" });
    });
    await withNvidiaSmi("exit 9", async () => {
      assert.deepEqual(await gpuInUse("0"), { name: null, uuid: null, driver: null });
    });
  });

  it("a GPU's energy: its mean power times the time, or why there is none", async () => {
    await withNvidiaSmi("while :; do echo 200.00; sleep 0.05; done", async () => {
      const begun = performance.now();
      const end = gpuMeter("GPU-aa").begin();
      let energy = end();
      while (energy.joules === null && performance.now() - begun < 20_000) {
        await delay(50);
        energy = end();
      }
      const most = (200 * (performance.now() - begun)) / 1000;
      assert.ok(energy.joules !== null, JSON.stringify(energy));
      assert.ok(
        energy.joules > 0 && energy.joules <= most,
        `${energy.joules} of at most ${most} J`,
      );
    });
    await withNvidiaSmi("echo '[N/A]'", async () => {
      const end = gpuMeter("GPU-aa").begin();
      await delay(100);
      assert.deepEqual(end(), { joules: null, why: "nvidia-smi reported no power" });
    });
    assert.equal(gpuMeter(null).begin()().joules, null);
  });

  it("the processors' energy, of all packages, across a counter's wrap", () =>
    inFolder(async (root) => {
      await counter(root, "intel-rapl:0", 9_000_000);
      await counter(root, "intel-rapl:1", 0);
      await counter(root, "intel-rapl:0:0", 5_000_000);
      const end = processorMeter(root).begin();
      await counter(root, "intel-rapl:0", 500_000);
      await counter(root, "intel-rapl:1", 2_000_000);
      assert.deepEqual(end(), { joules: 3.5, source: "RAPL: processor packages" });
    }));

  it("nothing of energy once a counter is gone, and no error: a meter ends no training", () =>
    inFolder(async (root) => {
      await counter(root, "intel-rapl:0", 1);
      const end = processorMeter(root).begin();
      await rm(join(root, "intel-rapl:0"), { recursive: true });
      const { joules, why } = end() as { joules: null; why: string };
      assert.equal(joules, null);
      assert.match(why, /cannot be read any more: ENOENT/);
    }));

  it("why there is no energy of the processors", () =>
    inFolder((root) => {
      const why = (folder: string): unknown => processorMeter(folder).begin()();
      assert.deepEqual(why(`${root}/no`), { joules: null, why: `there is no ${root}/no` });
      assert.deepEqual(why(root), { joules: null, why: `${root} has no counter of a processor` });
      return Promise.resolve();
    }));

  it("AMTL_KERNELS is one of two words, or refused", () => {
    assert.equal(wantedKernels({}), "own");
    assert.equal(wantedKernels({ AMTL_KERNELS: "own" }), "own");
    assert.equal(wantedKernels({ AMTL_KERNELS: "tensorflow" }), "tensorflow");
    assert.throws(
      () => wantedKernels({ AMTL_KERNELS: "Tensorflow" }),
      /Unknown kernels "Tensorflow"/,
    );
  });

  it("are read from older files as far as they go, and from torn ones not at all", () =>
    inFolder(async (dir) => {
      assert.deepEqual(await readProvenance(dir), {});
      await writeFile(join(dir, "provenance.json"), '{"schema":1,"seconds":3}');
      assert.equal((await readProvenance(dir)).seconds, 3);
      await writeFile(join(dir, "provenance.json"), '{"schema":');
      assert.deepEqual(await readProvenance(dir), {});
    }));

  it("are documented, each by its name", async () => {
    const page = await readFile(join(projectRoot(), "docs", "provenance.md"), "utf8");
    const source = await readFile(join(projectRoot(), "src/provenance/provenance.ts"), "utf8");
    const shape = source.slice(
      source.indexOf("interface Provenance"),
      source.indexOf("writeProvenance"),
    );
    const fields = [...shape.matchAll(/^ {2,4}readonly (\w+):/gm)].map(([, name]) => name);
    assert.ok(fields.length > 20);
    assert.deepEqual(
      fields.filter((name) => !page.includes(`\`${name}\``)),
      [],
    );
  });
});
