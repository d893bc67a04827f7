import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { projectRoot } from "../../src/base/root.js";
import { prepareEnvironment } from "../../src/engine/environment.js";
import * as engines from "../../src/engine/engines.js";

/** What people, modules of clusters and containers set, and what changes numbers where it is read. */
const HARMFUL = {
  ONEDNN_DEFAULT_FPMATH_MODE: "BF16",
  DNNL_DEFAULT_FPMATH_MODE: "ANY",
  TF_SET_ONEDNN_FPMATH_MODE: "BF16",
  ONEDNN_MAX_CPU_ISA: "SSE41",
  DNNL_MAX_CPU_ISA: "SSE41",
  TF_ENABLE_ONEDNN_OPTS: "0",
  TF_ONEDNN_ASSUME_FROZEN_WEIGHTS: "1",
  TF_ENABLE_AUTO_MIXED_PRECISION: "1",
  TF_DETERMINISTIC_OPS: "1",
  XLA_FLAGS: "--xla_cpu_enable_fast_math=true",
  MKL_CBWR: "COMPATIBLE",
  OMP_DYNAMIC: "true",
  NVIDIA_TF32_OVERRIDE: "1",
  CUBLAS_WORKSPACE_CONFIG: ":16:8",
  TF_A_VARIABLE_OF_TOMORROW: "1",
};
const HARMLESS = {
  CUDA_HOME: "/usr/local/cuda",
  CUDA_DEVICE_ORDER: "PCI_BUS_ID",
  NVIDIA_VISIBLE_DEVICES: "all",
  TF_CPP_MIN_LOG_LEVEL: "2",
};

describe("the environment of an engine", () => {
  for (const engine of Object.values(engines))
    it(`keeps nothing for ${engine.id} that could change numbers, and says what it was`, () => {
      const env: NodeJS.ProcessEnv = { PATH: "/bin", HOME: "/root", ...HARMFUL, ...HARMLESS };
      const { variables, cleared } = prepareEnvironment(engine, 2, env);
      assert.deepEqual(cleared, HARMFUL);
      for (const name of Object.keys(HARMFUL))
        // What an engine sets itself is the same for everybody.
        assert.notEqual(env[name], HARMFUL[name as keyof typeof HARMFUL]);
      assert.deepEqual([env.PATH, env.HOME], ["/bin", "/root"]);
      for (const [name, value] of Object.entries(HARMLESS)) assert.equal(variables[name], value);
      assert.equal(variables.OMP_NUM_THREADS, "2");
      assert.equal(variables.PATH, undefined);
    });

  it("gives the same bits whatever a shell sets", () => {
    const start = new URL("../../src/engine/start.js", import.meta.url).href;
    const script = `
      const { startEngine } = await import(${JSON.stringify(start)});
      const { tf } = await startEngine("native", { threads: 2 });
      const [a, b] = [1, 2].map((seed) => tf.randomNormal([4, 64, 96], 0, 1, "float32", seed));
      const product = tf.matMul(a, b, false, true).dataSync();
      process.stdout.write(Buffer.from(product.buffer).toString("hex"));`;
    const [plain, set] = [{}, HARMFUL].map(
      (variables) =>
        spawnSync(process.execPath, [...process.execArgv, "--input-type=module", "-e", script], {
          encoding: "utf8",
          cwd: projectRoot(),
          env: { ...process.env, ...variables },
        }).stdout,
    );
    assert.equal(plain.length, 4 * 64 * 64 * 8);
    assert.equal(set, plain);
  });
});
