import assert from "node:assert/strict";
import { AmtlError, ExitCode } from "../../src/base/errors.js";
import type { NativeState } from "../../src/contract/compute/engine.js";
import { chooseEngine, engineWish } from "../../src/engine/choose.js";
import type { EngineWish } from "../../src/engine/registry.js";

const ready = (library: "cpu" | "gpu" | "other"): NativeState => ({
  kind: "ready",
  library,
  version: "2.21.0",
  path: "libtensorflow_cc.so.2",
});
const absent: NativeState = { kind: "absent", reason: "its library is not installed" };
const damaged: NativeState = { kind: "damaged", reason: "libtensorflow_cc.so.2 has 5 bytes" };

const wish = (id: string): EngineWish => ({ id, from: "AMTL_ENGINE" });

function refuses(act: () => unknown, exitCode: ExitCode, fix: RegExp): void {
  assert.throws(act, (error: unknown) => {
    assert.ok(error instanceof AmtlError);
    assert.equal(error.exitCode, exitCode);
    assert.match(error.details.fix ?? "", fix);
    return true;
  });
}

describe("engine/choose: which engine runs", () => {
  it("native where it is installed, wasm with the reason where it is not", () => {
    assert.equal(chooseEngine(undefined, { native: ready("cpu"), gpu: true }).id, "native");
    const { id, why } = chooseEngine(undefined, { native: absent, gpu: true });
    assert.equal(id, "wasm");
    assert.match(why, /not installed.*amtl-run engine install/);
  });

  it("cuda unasked only with its library and a visible GPU", () => {
    assert.equal(chooseEngine(undefined, { native: ready("gpu"), gpu: true }).id, "cuda");
    assert.equal(chooseEngine(undefined, { native: ready("gpu"), gpu: false }).id, "native");
    assert.equal(chooseEngine(undefined, { native: ready("other"), gpu: true }).id, "native");
  });

  it("the one that was asked for", () => {
    for (const state of [ready("cpu"), absent, damaged]) {
      assert.deepEqual(chooseEngine(wish("wasm"), { native: state, gpu: false }), {
        id: "wasm",
        why: "AMTL_ENGINE asks for it",
      });
    }
    assert.equal(chooseEngine(wish("native"), { native: ready("gpu"), gpu: true }).id, "native");
    assert.equal(chooseEngine(wish("cuda"), { native: ready("gpu"), gpu: false }).id, "cuda");
  });

  it("none, when the one asked for is not installed", () => {
    refuses(
      () => chooseEngine(wish("native"), { native: absent, gpu: false }),
      ExitCode.lacking,
      /engine install/,
    );
    refuses(
      () => chooseEngine(wish("cuda"), { native: absent, gpu: true }),
      ExitCode.lacking,
      /install --cuda/,
    );
    refuses(
      () => chooseEngine(wish("cuda"), { native: ready("cpu"), gpu: true }),
      ExitCode.lacking,
      /--cuda/,
    );
  });

  it("none, when the library is damaged: nothing runs ten times slower unasked", () => {
    for (const asked of [undefined, wish("native"), wish("cuda")]) {
      refuses(
        () => chooseEngine(asked, { native: damaged, gpu: false }),
        ExitCode.lacking,
        /engine install/,
      );
    }
  });

  it("none, when the binding is of other sources, whose operations may be old ones", () => {
    for (const asked of [undefined, wish("native"), wish("cuda")]) {
      const choose = () => chooseEngine(asked, { native: { kind: "outdated" }, gpu: false });
      refuses(choose, ExitCode.lacking, /engine install compiles it/);
    }
    assert.equal(
      chooseEngine(wish("wasm"), { native: { kind: "outdated" }, gpu: false }).id,
      "wasm",
    );
  });

  it("none of another name; the nearest is offered", () => {
    refuses(
      () => chooseEngine(wish("nativ"), { native: absent, gpu: false }),
      ExitCode.badInput,
      /=native$/,
    );
    refuses(
      () => chooseEngine({ id: "cudaa", from: "--engine" }, { native: absent, gpu: false }),
      ExitCode.badInput,
      /--engine cuda$/,
    );
  });

  it("prefers the command line to the environment, and nothing in an empty variable", () => {
    assert.deepEqual(engineWish("wasm", "native"), { id: "wasm", from: "--engine" });
    assert.deepEqual(engineWish(undefined, "native"), { id: "native", from: "AMTL_ENGINE" });
    assert.equal(engineWish(undefined, ""), undefined);
  });
});
