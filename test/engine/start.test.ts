import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { projectRoot } from "../../src/base/root.js";
import { restoreRemovedUtil } from "../../src/engine/environment.js";

const START = new URL("../../src/engine/start.js", import.meta.url).href;

/** Starts an engine in a process of its own and prints what the script makes of it. */
function inProcess(
  script: string,
  environment: Record<string, string> = {},
): { stdout: string; stderr: string } {
  const code = `const { startEngine } = await import(${JSON.stringify(START)});\n${script}`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, "--input-type=module", "-e", code],
    { encoding: "utf8", cwd: projectRoot(), env: { ...process.env, ...environment } },
  );
  return { stdout, stderr };
}

describe("engine/start", () => {
  it("starts native with the version and threads asked for, and says nothing but that oneDNN is on", () => {
    const script = `
      const { tf, id, library } = await startEngine("native", { threads: 1 });
      const sum = tf.sum(tf.matMul(tf.ones([64, 64]), tf.ones([64, 64]))).dataSync()[0];
      const threads = process.env.TF_NUM_INTRAOP_THREADS;
      process.stdout.write(JSON.stringify({ id, library, sum, threads }));`;
    const { stdout, stderr } = inProcess(script);
    // No setting of TensorFlow silences these two lines (src/engine/environment.ts).
    const expected = /^WARNING: All log messages before absl|oneDNN custom operations are on/;
    const unexpected = stderr.split("\n").filter((line) => line !== "" && !expected.test(line));
    assert.deepEqual(unexpected, []);
    assert.deepEqual(JSON.parse(stdout), {
      id: "native",
      library: "TensorFlow 2.21.0 (CPU)",
      sum: 64 ** 3,
      threads: "1",
    });
  });

  it("gives TensorFlow as many threads as it was told, and no more", function () {
    if (process.platform !== "linux") this.skip();
    const script = (threads: number): string => `
      const { readdirSync } = await import("node:fs");
      const { tf } = await startEngine("native", { threads: ${threads} });
      tf.matMul(tf.ones([512, 512]), tf.ones([512, 512])).dataSync();
      process.stdout.write(String(readdirSync("/proc/self/task").length));`;
    const [one, five] = [1, 5].map((threads) => Number(inProcess(script(threads)).stdout));
    assert.ok(five - one >= 4, `${one} threads of the process with 1, ${five} with 5`);
  });

  it("starts wasm silently when the environment asks, with gradients", () => {
    const script = `
      const { tf, id, library, why } = await startEngine();
      const { grad } = tf.valueAndGrad((x) => tf.sum(tf.gather(x, [1, 1])))(tf.tensor1d([1, 2]));
      process.stdout.write(JSON.stringify({ id, library, why, grad: [...grad.dataSync()] }));`;
    const { stdout, stderr } = inProcess(script, { AMTL_ENGINE: "wasm" });
    assert.equal(stderr, "");
    const { id, library, why, grad } = JSON.parse(stdout) as Record<string, unknown>;
    assert.equal(id, "wasm");
    assert.match(String(library), /^tfjs-backend-wasm 4\.\d+\.\d+ \(.*1 thread\)$/);
    assert.equal(why, "AMTL_ENGINE asks for it");
    assert.deepEqual(grad, [0, 2]);
  });

  it("needs what Node 23 removed from node:util, and puts it back", () => {
    const util: { isNullOrUndefined?: (value: unknown) => boolean } = {};
    restoreRemovedUtil(util);
    assert.deepEqual([null, undefined, 0].map(util.isNullOrUndefined!), [true, true, false]);
    const own = { isNullOrUndefined: (): boolean => true };
    restoreRemovedUtil(own);
    assert.equal(own.isNullOrUndefined(), true);
  });

  it("loads no TensorFlow to say which engine would run", () => {
    const describe = new URL("../../src/engine/describe.js", import.meta.url).href;
    const code = `
      const { describeEngine } = await import(${JSON.stringify(describe)});
      const { engine } = await describeEngine("wasm", () => undefined);
      const { createRequire } = await import("node:module");
      const loaded = Object.keys(createRequire(process.cwd() + "/").cache);
      process.stdout.write(engine + loaded.some((path) => path.includes("tfjs-core")));`;
    const words = [...process.execArgv, "--input-type=module", "-e", code];
    assert.equal(
      execFileSync(process.execPath, words, { encoding: "utf8", cwd: projectRoot() }),
      "wasmfalse",
    );
  });
});
