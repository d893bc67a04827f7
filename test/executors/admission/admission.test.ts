import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { newAdmission, type Admitted } from "../../../src/executors/admission/admission.js";

const stops: AbortController[] = [];

/** Admission to so many bytes, of which admitted runs take what they said. */
function place(total: number, againMs = 60_000) {
  const free = { bytes: total };
  const admission = newAdmission(
    (admitted) =>
      Promise.resolve([...admitted].reduce((left, { bytes }) => left - bytes, free.bytes)),
    againMs,
  );
  const told: string[] = [];
  const inside: Admitted[] = [];
  const stop = new AbortController();
  stops.push(stop);
  const enter = (name: string, bytes: number): Promise<Admitted> =>
    admission
      .admit(
        bytes,
        ({ needs, left }) => told.push(`${name} waits: ${needs} of ${left}`),
        ({ needs, left }) => told.push(`${name} is tight: ${needs} of ${left}`),
        stop.signal,
      )
      .then((run) => {
        told.push(`${name} in`);
        inside.push(run);
        return run;
      });
  return { admission, enter, told, free, stop };
}

/** As many turns of the event loop as promises here may need. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await turn();
}

describe("admission to memory", () => {
  // Who still waits would keep the process from ending.
  afterEach(() => {
    for (const stop of stops.splice(0)) stop.abort();
  });

  it("lets in what fits, and counts what was promised to those who have just come", async () => {
    const { enter, told } = place(10);
    void Promise.all([enter("a", 4), enter("b", 4), enter("c", 4)]);
    await settle();
    assert.deepEqual(told, ["a in", "b in", "c waits: 4 of 2"]);
  });

  it("lets the one that waits in when another leaves, and says once that it waits", async () => {
    const { admission, enter, told } = place(10);
    const first = await enter("a", 4);
    const second = await enter("b", 4);
    void enter("c", 7);
    await settle();
    admission.release(first);
    await settle();
    assert.deepEqual(told, ["a in", "b in", "c waits: 7 of 2"]);
    admission.release(second);
    await settle();
    assert.deepEqual(told.slice(3), ["c in"]);
  });

  it("starts waiting runs in order, so that a large run is not passed over forever", async () => {
    const { admission, enter, told } = place(10);
    const first = await enter("a", 4);
    void enter("large", 9);
    void enter("small", 1);
    await settle();
    assert.deepEqual(told, ["a in", "large waits: 9 of 6"]);
    admission.release(first);
    await settle();
    assert.deepEqual(told.slice(2), ["large in", "small in"]);
  });

  it("lets in, with a warning, what would never fit, once it is alone", async () => {
    const { admission, enter, told } = place(10);
    const first = await enter("a", 4);
    void enter("huge", 99);
    await settle();
    admission.release(first);
    await settle();
    assert.deepEqual(told, ["a in", "huge waits: 99 of 6", "huge is tight: 99 of 10", "huge in"]);
  });

  it("looks again after a while, since others come and go without telling", async () => {
    const { enter, told, free } = place(10, 1);
    await enter("a", 4);
    const second = enter("b", 7);
    await settle();
    free.bytes = 20;
    await second;
    assert.deepEqual(told, ["a in", "b waits: 7 of 6", "b in"]);
  });

  it("does not delay a run that is to stop", async () => {
    const { enter, told, stop } = place(10);
    await enter("a", 9);
    const second = enter("b", 9);
    await settle();
    stop.abort();
    await second;
    assert.deepEqual(told, ["a in", "b waits: 9 of 1", "b in"]);
  });
});
