import { startEngine } from "../../../src/engine/start.js";

/** Declares the same tests once on the native engine and once on WebAssembly. */
export function onBothEngines(title: string, declare: () => void): void {
  for (const engine of ["native", "wasm"] as const) {
    describe(`${title} (${engine})`, () => {
      before(async () => {
        await startEngine(engine, { threads: 2 });
      });
      after(startNative);
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
    before(async () => {
      process.env.AMTL_KERNELS = "tensorflow";
      await startNative();
    });
    after(async () => {
      delete process.env.AMTL_KERNELS;
      await startNative();
    });
    declare();
  });
}

/** Starts the native engine before the tests of the surrounding describe. */
export function onNative(): void {
  before(startNative);
}

async function startNative(): Promise<void> {
  await startEngine("native", { threads: 2 });
}
