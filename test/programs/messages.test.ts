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

describe("a message of a program", () => {
  it("is found behind a progress bar, and not inside another object", () => {
    const message = { type: "summary", schema: 1, trainId: "f" } as const;
    const text = JSON.stringify(message);
    assert.deepEqual(readMessage(`100%|####| 500/500${text}`, 1), message);
    assert.deepEqual(readMessage(`{"loss"} ${text}`, 1), message);
    assert.equal(readMessage(`{"said": ${text}}`, 1), null);
    assert.equal(readMessage('{"type":{"toString":1,"valueOf":1}}', 1), null);
  });
});

describe("the lines of a stream", () => {
  const linesOf = async (chunks: readonly Buffer[]): Promise<string[]> => {
    const found: string[] = [];
    for await (const { text } of boundedLines(Readable.from(chunks))) found.push(text);
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
          assert.deepEqual(
            await linesOf(chunks),
            lines.filter((line) => line !== ""),
          );
        },
      ),
    );
  });

  it("end at carriage returns too, however often a progress bar is drawn", async () => {
    const bar = Array.from({ length: 14_000 }, (_, i) => `\r${i}/14000 [${"#".repeat(80)}]`);
    const lines = await linesOf([Buffer.from(`a\n${bar.join("")}\nb\n`)]);
    assert.equal(lines.length, bar.length + 2);
    const numbers: number[] = [];
    const chunks = ["a\rb\r", "\nc\r\n", "d"].map((text) => Buffer.from(text));
    for await (const { number } of boundedLines(Readable.from(chunks))) numbers.push(number);
    assert.deepEqual(numbers, [1, 1, 2, 3]);
  });

  it("have a last one without an end, and none that goes on for ever", async () => {
    assert.deepEqual(await linesOf([Buffer.from("a\r\nb")]), ["a", "b"]);
    const dots = '{"loss": 0.5} '.repeat(300_000);
    const found = await linesOf([Buffer.from(`${dots}{"type": "checkpoint", "step": 3}\nb\n`)]);
    assert.equal(found.slice(0, -1).join(""), `${dots}{"type": "checkpoint", "step": 3}`);
    assert.deepEqual(readMessage(found.at(-2)!, 1), { type: "checkpoint", step: 3 });
    const endless = Array.from({ length: 40 }, () => Buffer.alloc(LINE_LIMIT / 32, "x"));
    await assert.rejects(
      linesOf(endless),
      (error) => error instanceof ProgramFailure && error.kind === "protocol",
    );
  });
});
