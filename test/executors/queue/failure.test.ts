import assert from "node:assert/strict";
import { classify, RETRIES } from "../../../src/executors/queue/failure.js";
import { checkSettings, readSettings } from "../../../src/experiment/grid/settings.js";
import type { FailureKind } from "../../../src/contract/event.js";
import { adviceFor } from "../../../src/executors/queue/failure-advice.js";
import type { ProcessExit } from "../../../src/contract/worker.js";

const ended = (code: number | null, signal: string | null = null): ProcessExit => ({
  code,
  signal,
  startError: null,
});

describe("kinds of failure", () => {
  it("believes the worker's own word before its exit code", () => {
    const said = {
      type: "failed",
      kind: "not-a-number",
      message: "loss is NaN at step 7",
      log: null,
      retry: true,
    } as const;
    assert.deepEqual(classify(ended(1), said, "ENOSPC", "a"), {
      kind: "not-a-number",
      message: "loss is NaN at step 7",
    });
  });

  for (const [exit, stderr, kind] of [
    [ended(null, "SIGKILL"), "", "worker-died"],
    [ended(null, "SIGSEGV"), "", "worker-died"],
    [ended(1), "Error: unheard of", "worker-died"],
    [ended(134), "FATAL ERROR: JavaScript heap out of memory\n", "out-of-memory"],
    [ended(1), "OOM when allocating tensor with shape[4,1024]\n", "out-of-memory"],
    [ended(1), "RESOURCE_EXHAUSTED: failed to allocate memory\n", "out-of-memory"],
    [ended(1), "torch.cuda.OutOfMemoryError: CUDA out of memory.\n", "out-of-memory"],
    [ended(1), "Error: ENOSPC: no space left on device, write\n", "environment"],
    [ended(1), "Traceback:\nModuleNotFoundError: No module named 'numpi'\n", "environment"],
    [ended(1), "Traceback:\nImportError: cannot import name 'x' from 'y'\n", "environment"],
    [ended(0), "", "protocol"],
    [ended(2), "no such file", "bad-input"],
    [ended(4), "no engine", "environment"],
    [ended(130), "", "preempted"],
    [{ code: null, signal: null, startError: "spawn EAGAIN" }, "", "environment"],
  ] as const) {
    it(`code ${String(exit.code)}, signal ${String(exit.signal)}, "${stderr.trim()}": ${kind}`, () => {
      const failure = classify(exit, null, stderr, "a");
      assert.equal(failure.kind, kind);
      assert.notEqual(failure.message, "");
    });
  }

  it("says of a full disk where it is, what came and what to do", () => {
    const stderr = "Error: ENOSPC: no space left on device, write\n    at async open\n";
    const { message } = classify(ended(1), null, stderr, "results/attempts/1");
    assert.match(message, /^The disk is full\n {2}where: +results\/attempts\/1\n/);
    assert.match(message, /expected: .*\n {2}got: +Error: ENOSPC: .* write\n {2}fix: +free space/);
  });

  it("knows a used-up quota in what Python and Node say of it", () => {
    for (const line of ["OSError: [Errno 122] Disk quota exceeded", "Unknown system error -122"]) {
      assert.match(classify(ended(1), null, `${line}\n`, "a").message, /^The disk is full/);
    }
  });

  it("quotes the last line that the worker wrote", () => {
    assert.match(classify(ended(1), null, "first\nlast words\n\n", "a").message, /last words$/);
  });

  it("finds the error among what Node prints around it", () => {
    const stderr = `file:///worker.js:3
    throw new TypeError("no such tensor");
    ^

TypeError: no such tensor
    at file:///worker.js:3:11 {
  code: 'X'
}

Node.js v20.20.2
`;
    assert.match(
      classify(ended(1), null, stderr, "a").message,
      /code 1: TypeError: no such tensor$/,
    );
  });

  it("has a word for what to do about each", () => {
    const kinds = Object.keys(RETRIES) as FailureKind[];
    assert.equal(new Set(kinds.map(adviceFor)).size, kinds.length);
    assert.match(adviceFor("out-of-memory"), /--jobs 1/);
  });

  it("names only settings that --set has", () => {
    const kinds = Object.keys(RETRIES) as FailureKind[];
    const words = kinds.flatMap((kind) => adviceFor(kind).match(/[a-z-]+(?==)/g) ?? []);
    assert.ok(words.length > 3);
    checkSettings(readSettings(words.map((word) => `${word}=1`)));
  });

  it("tries again only what may go well the next time", () => {
    const again = Object.entries(RETRIES).filter(([, times]) => times > 0);
    assert.deepEqual(again.map(([kind]) => kind).sort(), ["preempted", "worker-died"]);
  });
});
