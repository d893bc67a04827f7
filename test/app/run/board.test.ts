import assert from "node:assert/strict";
import { advance, boardSecondsLeft } from "../../../src/app/run/board.js";
import {
  boardOf,
  failed,
  finished,
  progress,
  queued,
  started,
} from "../../support/runs/run-events.js";

describe("the board of an execution", () => {
  it("estimates the time left from what runs still need at their pace", () => {
    const events = [...["1", "2", "3", "4"].map(queued), started("1")];
    assert.equal(boardSecondsLeft(boardOf(events)), null);
    events.push(progress("1", 250));
    // 500 s left of the run itself, and three runs of 1000 s each.
    assert.equal(boardSecondsLeft(boardOf(events)), 3500);
    events.push(started("2"));
    assert.equal(boardSecondsLeft(boardOf(events)), 1750);
    events.push(finished("1", 900));
    assert.equal(boardSecondsLeft(boardOf(events)), 2700);
    events.push(finished("2", 900));
    assert.equal(boardSecondsLeft(boardOf(events)), null, "nothing is at work");
  });

  it("counts a failed run that is tried again as queued, and starts it afresh", () => {
    const once = boardOf([queued("1"), started("1"), progress("1", 9), failed("1", true)]);
    assert.equal(once.get("1")!.state, "queued");
    const again = advance(once, started("1"));
    assert.equal(again.get("1")!.progress, null);
    assert.equal(advance(again, failed("1", false)).get("1")!.state, "failed");
  });
});
