import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../src/base/root.js";
import type { FailureKind, RunEvent } from "../../src/contract/event.js";
import { RETRIES } from "../../src/executors/queue/failure.js";
import { parseMessage } from "../../src/executors/worker/messages.js";
import { advance, type Board } from "../../src/app/run/board.js";

type Fields<T extends RunEvent["type"]> = Exclude<
  keyof Extract<RunEvent, { type: T }>,
  "v" | "seq" | "time" | "run" | "attempt" | "type"
>;

/** The compiler holds this to the union; the test holds the document to this. */
const FIELDS: { readonly [T in RunEvent["type"]]: Readonly<Record<Fields<T>, true>> } = {
  queued: { label: true },
  waiting: { owner: true, reason: true },
  warned: { message: true },
  mended: { path: true, movedTo: true },
  started: { engine: true, pid: true, resumedAt: true, slot: true, gpu: true },
  progress: {
    epoch: true,
    epochs: true,
    step: true,
    steps: true,
    loss: true,
    stepsPerSecond: true,
  },
  checkpoint: { step: true },
  evaluated: { evalSet: true, epoch: true, metrics: true },
  finished: { seconds: true, trained: true },
  failed: { kind: true, message: true, log: true, retry: true, advice: true },
  retrying: { reason: true },
  cancelled: { message: true },
  left: { spent: true, expected: true },
};

/** What the runner adds to a worker's message, where it can tell. */
const ADDED: ReadonlySet<string> = new Set(["slot", "gpu", "advice"]);
const withoutAdded = (fields: object): [string, unknown][] =>
  Object.entries(fields).filter(([field]) => !ADDED.has(field));

const rowsOf = (text: string, heading: string): string[][] => {
  const section = text.split(`## ${heading}\n`)[1].split("\n## ")[0];
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};
const codes = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

describe("docs/events.md", () => {
  let text: string;
  before(async () => {
    text = await readFile(join(projectRoot(), "docs", "events.md"), "utf8");
  });

  it("lists every type with its fields", () => {
    const listed = rowsOf(text, "Types").map(([type, fields]) => [codes(type)[0], codes(fields)]);
    assert.deepEqual(
      Object.fromEntries(listed),
      Object.fromEntries(Object.entries(FIELDS).map(([type, f]) => [type, Object.keys(f)])),
    );
  });

  it("lists every kind of failure and whether it is tried again", () => {
    const [, section] = text.split("## Kinds of failure\n\n");
    const items = section.split("\n\n")[0].replaceAll("\n  ", " ").split("\n");
    const listed = items.map((item) => [
      codes(item)[0] as FailureKind,
      item.endsWith("; it is tried again at once, once") ? 1 : 0,
    ]);
    assert.deepEqual(Object.fromEntries(listed), RETRIES);
  });

  it("has an example whose every line is an event with just its fields", () => {
    const lines = text.split("```json\n")[1].split("```")[0].trimEnd().split("\n");
    const events = lines.map((line) => JSON.parse(line) as RunEvent);
    const summary = events.pop();
    assert.equal(summary?.type, "summary");
    let board: Board = new Map();
    for (const event of events) {
      const { v, seq, time, run, attempt, type, ...rest } = event;
      assert.equal(v, 1);
      assert.equal(seq, events.indexOf(event));
      assert.equal(new Date(time).toISOString(), time);
      assert.match(run, /^[0-9a-f]{12}$/);
      assert.ok(attempt >= 0);
      assert.deepEqual(
        Object.keys(rest),
        Object.keys(FIELDS[type]).filter((field) => field in rest || !ADDED.has(field)),
      );
      if (!["queued", "retrying"].includes(type)) {
        const said = { type, ...Object.fromEntries(withoutAdded(rest)) };
        assert.deepEqual(parseMessage(JSON.stringify(said)), said);
      }
      board = advance(board, event);
    }
    assert.equal([...board.values()][0].state, "finished");
  });
});
