import assert from "node:assert/strict";
import fc from "fast-check";
import { parseMessage } from "../../../src/executors/worker/messages.js";

describe("messages of a worker", () => {
  it("are read as they were written", () => {
    const message = {
      type: "progress",
      epoch: 1,
      epochs: 5,
      step: 3,
      steps: 10,
      loss: 0.25,
      stepsPerSecond: 2.5,
    };
    assert.deepEqual(parseMessage(JSON.stringify(message)), message);
  });

  for (const line of [
    "",
    "2024-01-01 some library says hello",
    "{",
    "[]",
    "null",
    '{"type":"unknown"}',
    '{"type":"queued","label":"only the runner says this"}',
    '{"type":"checkpoint","step":-1}',
    '{"type":"checkpoint","step":"3"}',
    '{"type":"progress","epoch":1}',
  ]) {
    it(`takes ${JSON.stringify(line)} for no message`, () => {
      assert.equal(parseMessage(line), null);
    });
  }

  it("never throws, whatever the line is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        parseMessage(line);
        return true;
      }),
    );
  });
});
