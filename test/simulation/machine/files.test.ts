import assert from "node:assert/strict";
import type { Files } from "../../../src/base/machine/contract.js";
import { machine as machineNow, replaceMachine } from "../../../src/base/machine/machine.js";
import { newCalls, type Trouble } from "./calls.js";
import { newDisk, nodeAt, type Disk } from "./disk.js";
import { filesOf } from "./files.js";
import { newKernel, type Host, type Kernel, type Process } from "./kernel.js";
import { newRandom } from "./random.js";
import { newView } from "./view.js";

const machine = {} as Process["machine"];

interface Scene {
  readonly kernel: Kernel;
  readonly disk: Disk;
  readonly trouble: Trouble;
  readonly processes: readonly Process[];
  readonly files: readonly Files[];
}

/** Two hosts with a process each; the second believes what it saw for a minute. */
function scene(seed: number): Scene {
  const kernel = newKernel(newRandom(seed), { ms: 1e9, events: 1e6 });
  const disk = newDisk(() => kernel.now());
  const trouble: Trouble = { usualMs: 2, slowMs: 2, lostAnswers: 0, onCall: () => undefined };
  const call = newCalls(kernel, trouble);
  const processes = ["a", "b"].map((name) => {
    const host: Host = { name, isDown: false, boots: 0, silentUntil: 0, skew: 0 };
    return kernel.start(name, host, null, () => machine);
  });
  const files = processes.map((process, at) =>
    filesOf(process, newView(disk, at * 60_000), { kernel, disk, call, trouble }),
  );
  return { kernel, disk, trouble, processes, files };
}

/** Lets a process work to its end. */
async function work(
  { kernel, processes }: Scene,
  at: number,
  act: () => Promise<unknown>,
): Promise<void> {
  let isOver = false;
  let error: unknown = null;
  kernel.at(kernel.now(), processes[at], () => {
    act()
      .catch((thrown: unknown) => {
        error = thrown;
      })
      .finally(() => {
        isOver = true;
      });
  });
  await kernel.run(() => isOver || !processes[at].alive);
  assert.equal(error, null);
}

const isFound = (files: Files, path: string): Promise<boolean> =>
  files.stat(path).then(
    () => true,
    () => false,
  );

describe("simulated files", () => {
  // The kernel puts the machine of each process in place; tests that follow in this process want Node's.
  const before = machineNow();
  afterEach(() => {
    replaceMachine(before);
  });

  it("are seen late by another host, unless it changes the folder itself", async () => {
    const world = scene(1);
    const [here, there] = world.files;
    await work(world, 0, () => here.mkdir("/d"));
    await work(world, 1, async () => {
      assert.equal(await isFound(there, "/d/new"), false);
    });
    await work(world, 0, () => here.writeFile("/d/new", "text"));
    await work(world, 1, async () => {
      assert.equal(await isFound(there, "/d/new"), false);
      await there.mkdir("/d/own");
      assert.equal(await isFound(there, "/d/new"), true);
    });
  });

  it("go to one of those who link or make them, and a full folder is not renamed over", async () => {
    const world = scene(2);
    const [files] = world.files;
    await work(world, 0, async () => {
      await files.writeFile("/one", "1");
      await files.writeFile("/two", "2");
      await files.link("/one", "/name");
      await assert.rejects(files.link("/two", "/name"), { code: "EEXIST" });
      await assert.rejects(files.open("/name", "wx"), { code: "EEXIST" });
      await files.mkdir("/full");
      await files.writeFile("/full/x", "");
      await files.mkdir("/other");
      await assert.rejects(files.rename("/other", "/full"), { code: "ENOTEMPTY" });
      assert.equal(await files.readFile("/name", "utf8"), "1");
    });
  });

  it("take nothing more on a full disk", async () => {
    const world = scene(3);
    const [files] = world.files;
    world.disk.isFull = true;
    await work(world, 0, async () => {
      await assert.rejects(files.writeFile("/a", "text"), { code: "ENOSPC" });
      await assert.rejects(files.mkdir("/b"), { code: "ENOSPC" });
    });
  });

  it("are torn where a process dies while it writes", async () => {
    const left = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const world = scene(seed);
      const [process] = world.processes;
      let calls = 0;
      Object.assign(world.trouble, {
        onCall: () => {
          if (++calls === 2) {
            world.kernel.outside(world.kernel.now(), () => {
              world.kernel.end(process, { code: null, signal: "SIGKILL" });
            });
          }
        },
      });
      await work(world, 0, () => world.files[0].writeFile("/a", "text"));
      const node = nodeAt(world.disk, "/a");
      assert.ok(node?.kind === "file");
      left.add(node.text);
    }
    assert.deepEqual([...left].sort(), ["", "t", "te", "tex", "text"]);
  });

  it("are done though the answer is lost, so that the second request fails", async () => {
    const world = scene(4);
    const [files] = world.files;
    world.trouble.lostAnswers = 1;
    await work(world, 0, async () => {
      await assert.rejects(files.mkdir("/d"), { code: "EEXIST" });
      assert.equal(await isFound(files, "/d"), true);
    });
  });
});
