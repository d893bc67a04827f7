import assert from "node:assert/strict";
import { Readable } from "node:stream";
import fc from "fast-check";
import { ProgramFailure } from "../../src/programs/failure.js";
import { boundedLines, LINE_LIMIT } from "../../src/programs/lines.js";
import { readMessage } from "../../src/programs/messages.js";

const fails = (line: string, kind: string, message: RegExp): void => {
  assert.throws(
    () => readMessage(line, 7),
    (error) =>
      error instanceof ProgramFailure && error.kind === kind && message.test(error.message),
    line,
  );
};

describe("a line that a program prints", () => {
  it("is a message, or is passed over", () => {
    assert.deepEqual(readMessage('{"type": "checkpoint", "step": 3, "more": 1}', 1), {
      type: "checkpoint",
      step: 3,
    });
    const others = [
      "",
      "text",
      "{",
      "{'loss': 0.3}",
      "[1]",
      '{"type": "other"}',
      '{"step": 1}',
      "{}",
    ];
    for (const line of others) assert.equal(readMessage(line, 1), null, line);
    fc.assert(
      fc.property(fc.string(), (line) => {
        assert.equal(readMessage(line, 1), null);
      }),
    );
  });

  it("is refused with line and field where a message is not what it has to be", () => {
    fails('{"type": "checkpoint"}', "protocol", /line 7, field step\n[^]*nothing/);
    fails('{"type": "progress", "step": -1, "steps": 2}', "protocol", /field step\n[^]*-1/);
    fails(
      '{"type": "failed", "kind": "bored", "message": ""}',
      "protocol",
      /field kind\n[^]*"bored"/,
    );
    fails('{"type": "summary", "schema": 1}', "protocol", /field trainId/);
  });

  it("may be what Python makes of a number that is none: a loss ends the run, a text does not", () => {
    fails(
      '{"type": "progress", "step": 3, "steps": 9, "loss": NaN}',
      "not-a-number",
      /NaN at step 3/,
    );
    fails('{"type": "progress", "step": 3, "steps": 9, "loss": -Infinity}', "not-a-number", /Inf/);
    const message = { type: "failed", kind: "not-a-number", message: "loss: NaN" } as const;
    assert.deepEqual(readMessage(JSON.stringify(message), 1), message);
  });
});

describe("the lines of a stream", () => {
  const linesOf = async (chunks: readonly Buffer[]): Promise<string[]> => {
    const found: string[] = [];
    for await (const line of boundedLines(Readable.from(chunks))) found.push(line);
    return found;
  };

  it("are the same however the bytes arrive", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, ""))),
        fc.integer({ min: 1, max: 7 }),
        async (lines, size) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
            bytes.subarray(i * size, (i + 1) * size),
          );
          assert.deepEqual(await linesOf(chunks), lines);
        },
      ),
    );
  });

  it("have a last one without an end, and none that goes on for ever", async () => {
    assert.deepEqual(await linesOf([Buffer.from("a\r\nb")]), ["a", "b"]);
    const endless = Array.from({ length: 40 }, () => Buffer.alloc(LINE_LIMIT / 32, "x"));
    await assert.rejects(
      linesOf(endless),
      (error) => error instanceof ProgramFailure && error.kind === "protocol",
    );
  });
});
