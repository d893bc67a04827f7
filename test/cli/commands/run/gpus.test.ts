import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chooseEngine } from "../../../../src/engine/choose.js";
import { startCli } from "../../../support/commands/cli.js";
import { fakeSmi } from "../../../support/machines/machine.js";
import { inFolder } from "../../../support/runs/runs.js";

const TABLE = ["table4", "--seeds", "5,42", "--only", "loss=atl,amtl"];
const TWO = ["0, GPU-aa, 16000, 15000", "1, GPU-bb, 16000, 15000"];

/** Writes what it sees of the GPUs, and fails: the run itself is not what is looked at. */
const LOOK = `
const { CUDA_VISIBLE_DEVICES: gpu, TF_FORCE_GPU_ALLOW_GROWTH: growth } = process.env;
require("node:fs").writeFileSync(process.env.SEEN + "/" + process.pid + ".seen", gpu + " " + growth);
process.exit(1);
`;

describe("amtl-run run --gpus", function () {
  this.timeout(120_000);

  it("gives each worker one GPU before it starts", async () => {
    await inFolder(async (folder) => {
      const look = join(folder, "look.cjs");
      await writeFile(look, LOOK);
      const path = `${await fakeSmi(folder, TWO)}:${process.env.PATH}`;
      const words = [...TABLE, "--worker", `node ${look}`, "--gpus", "auto", "--json"];
      const env = { PATH: path, SEEN: folder, AMTL_WORKER: "", CUDA_VISIBLE_DEVICES: undefined };
      const cli = startCli(words, join(folder, "runs"), undefined, env);
      assert.equal((await cli.end).code, 1);
      const files = (await readdir(folder)).filter((file) => file.endsWith(".seen"));
      const seen = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
      assert.deepEqual(new Set(seen), new Set(["0 true", "1 true"]));
    });
  });

  it("takes only those that CUDA_VISIBLE_DEVICES leaves", async () => {
    await inFolder(async (folder) => {
      const look = join(folder, "look.cjs");
      await writeFile(look, LOOK);
      const path = `${await fakeSmi(folder, TWO)}:${process.env.PATH}`;
      const words = [...TABLE, "--worker", `node ${look}`, "--gpus", "auto", "--json"];
      const env = { PATH: path, SEEN: folder, AMTL_WORKER: "", CUDA_VISIBLE_DEVICES: "1" };
      await startCli(words, join(folder, "runs"), undefined, env).end;
      const files = (await readdir(folder)).filter((file) => file.endsWith(".seen"));
      assert.ok(files.length > 0);
      for (const file of files) {
        assert.equal(await readFile(join(folder, file), "utf8"), "1 true");
      }
    });
  });

  for (const [gpus, more, code, text] of [
    ["7", [], 4, /GPU 7 was not found\n(.*\n)*.*GPU 0, 1/],
    ["0,0", [], 2, /--gpus/],
    ["first", [], 2, /auto/],
    ["0", ["--engine", "native"], 2, /--engine cuda/],
  ] as const) {
    it(`refuses --gpus ${[gpus, ...more].join(" ")} with ${code}`, async () => {
      await inFolder(async (folder) => {
        const path = `${await fakeSmi(folder, TWO)}:${process.env.PATH}`;
        const env = { PATH: path, CUDA_VISIBLE_DEVICES: undefined };
        const words = [...TABLE, "--gpus", gpus, ...more];
        const end = await startCli(words, join(folder, "runs"), undefined, env).end;
        assert.equal(end.code, code, end.stderr);
        assert.match(end.stderr, text);
      });
    });
  }

  it("says with 4 that there is no GPU, or none that is free to be used", async () => {
    await inFolder(async (folder) => {
      const path = `${await fakeSmi(folder, ["No devices were found"])}:${process.env.PATH}`;
      const env = { PATH: path, CUDA_VISIBLE_DEVICES: "-1" };
      const words = [...TABLE, "--gpus", "auto"];
      const { code, stderr } = await startCli(words, join(folder, "runs"), undefined, env).end;
      assert.equal(code, 4, stderr);
      assert.match(stderr, /No NVIDIA GPU was found/);
    });
  });

  it("needs the engine for GPUs, and says how it is installed", () => {
    const native = { kind: "ready", library: "cpu", version: null, path: "" } as const;
    assert.throws(
      () => chooseEngine({ id: "cuda", from: "--gpus" }, { native, gpu: true }),
      (error: { exitCode: number; details: { fix: string; expected: string } }) =>
        error.exitCode === 4 &&
        error.details.fix.includes("engine install --cuda") &&
        error.details.expected.includes("--gpus"),
    );
  });
});
