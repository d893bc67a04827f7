import assert from "node:assert/strict";
import { drawBoard } from "../../../src/cli/progress/live.js";
import { chooseMode, lineProgress } from "../../../src/cli/progress/progress.js";
import { durationText as duration } from "../../../src/base/text/duration.js";
import { fit } from "../../../src/app/text/progress.js";
import {
  boardOf,
  evaluated,
  event,
  failed,
  finished,
  progress,
  queued,
  started,
} from "../../support/runs/run-events.js";

describe("progress", () => {
  it("is live only on a terminal with a person before it", () => {
    const [none, json, quiet] = [
      { json: false, quiet: false },
      { json: true, quiet: true },
      { json: false, quiet: true },
    ];
    assert.equal(chooseMode(none, true, {}), "live");
    assert.equal(chooseMode(none, true, { CI: "true" }), "lines");
    assert.equal(chooseMode(none, true, { TERM: "dumb" }), "lines");
    assert.equal(chooseMode(none, false, {}), "lines");
    assert.equal(chooseMode(quiet, true, {}), "quiet");
    assert.equal(chooseMode(json, true, {}), "json");
  });

  it("shows runs, epoch, step, rate, loss, dev F1 and time left within the width", () => {
    const board = boardOf([
      ...["1", "2", "3"].map(queued),
      started("1"),
      evaluated("1", 1),
      progress("1", 200),
      started("2"),
    ]);
    for (const width of [40, 80, 200]) {
      const lines = drawBoard(board, width).split("\n");
      assert.equal(lines.length, 5);
      assert.ok(lines.every((line) => line.length <= width));
    }
    const wide = drawBoard(board, 200);
    for (const part of [
      "0 of 3 runs done, 2 running, 1 queued",
      "epoch 2/5 · step 200/500 · loss 0.0123 · dev F1 41.20 · 10 min left · 0.500 steps/s",
      "starting",
    ]) {
      assert.ok(wide.includes(part), `${part} in ${wide}`);
    }
    assert.ok(drawBoard(board, 80).includes("10 min left"));
  });

  it("says in a pipe one line for each event that matters, and about training now and then", () => {
    const lines: string[] = [];
    const pipe = lineProgress((line) => lines.push(line), 3600);
    const steps = Array.from({ length: 50 }, (_, i) => progress("1", i));
    const story = [
      ...["1", "2"].map(queued),
      started("1"),
      ...steps,
      event("1", { type: "checkpoint", step: 9 }),
      evaluated("1", 1),
      evaluated("1", null),
      finished("1", 12),
      started("2"),
      failed("2", true),
      event("2", { type: "checkpoint", step: 9 }),
      failed("2", true),
      failed("2", false),
    ];
    story.forEach(pipe.take);
    const label = (run: string) => `atlop amtl minilm-l6 redocred seed ${run}`;
    assert.deepEqual(lines, [
      `[0/2] started   ${label("1")}`,
      `[0/2] scored    ${label("1")}: redocred/dev after epoch 1 F1 41.20, Ign-F1 40.00`,
      `[0/2] scored    ${label("1")}: redocred/test F1 41.20, Ign-F1 40.00`,
      `[1/2] finished  ${label("1")} in 12 s`,
      `[1/2] started   ${label("2")}`,
      `[1/2] failed    ${label("2")}: gone (worker-died); trying again from the beginning`,
      `[1/2] failed    ${label("2")}: gone (worker-died); trying again from step 9`,
      `[2/2] failed    ${label("2")}: gone (worker-died); log: /a/log`,
    ]);
    const often: string[] = [];
    const eager = lineProgress((line) => often.push(line), 0);
    story.forEach(eager.take);
    assert.equal(often.filter((line) => line.includes("training")).length, 50);
  });

  it("says in one line how many runs an end left unbegun", () => {
    const lines: string[] = [];
    const pipe = lineProgress((line) => lines.push(line), 3600);
    const ended = ["1", "2", "3"].map((id) => event(id, { type: "cancelled" }));
    for (const each of [...["1", "2", "3"].map(queued), started("1"), ...ended]) pipe.take(each);
    pipe.close();
    assert.equal(lines.filter((line) => line.includes("stopped")).length, 1);
    assert.equal(lines.at(-1), "[0/3] 2 runs not begun here");
  });

  it("rounds times as an estimate deserves", () => {
    assert.deepEqual([0.34, 45.4, 89.6, 600, 5399, 12_000].map(duration), [
      "0.3 s",
      "45 s",
      "90 s",
      "10 min",
      "1 h 30 min",
      "3 h 20 min",
    ]);
  });

  it("leaves out what does not fit, last parts first", () => {
    assert.equal(fit(["one", "two", "three"], 9), "one · two");
    assert.equal(fit(["one", "two", "three"], 8), "one");
    assert.equal(fit([], 8), "");
  });
});
