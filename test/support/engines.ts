import * as tf from "@tensorflow/tfjs-core";
import { startEngine } from "../../src/engine/start.js";

/** Declares the same tests once on the native engine and once on WebAssembly. */
export function onBothEngines(title: string, declare: () => void): void {
  for (const engine of ["native", "wasm"] as const) {
    describe(`${title} (${engine})`, () => {
      before(async () => {
        await startEngine(engine, { threads: 2 });
      });
      after(async () => {
        await tf.setBackend("tensorflow");
      });
      declare();
    });
  }
}

/**
 * The same for code that has operations of the project's own: natively with them, natively without (as a GPU computes),
 * and on WebAssembly.
 */
export function onAllKernels(title: string, declare: () => void): void {
  onBothEngines(title, declare);
  describe(`${title} (native, TensorFlow's operations alone)`, () => {
    onNative();
    before(() => {
      process.env.AMTL_KERNELS = "tensorflow";
    });
    after(() => {
      delete process.env.AMTL_KERNELS;
    });
    declare();
  });
}

/** Starts the native engine before the tests of the surrounding describe. */
export function onNative(): void {
  before(async () => {
    await startEngine("native", { threads: 2 });
  });
}
