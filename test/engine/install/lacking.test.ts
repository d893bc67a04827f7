import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Distribution } from "../../../src/engine/install/distributions.js";
import { installEngine } from "../../../src/engine/install/install.js";
import type { Places } from "../../../src/engine/install/places.js";
import { smallDisk } from "../../support/machines/small-disk.js";
import { fakePlaces, fakeWheel, type FakeWheel } from "./fake.js";
import { lacks } from "./lacks.js";
import {
  hasBuildTools,
  instantPip,
  onlyFrom,
  removeTemporaryFolders,
  setEnvironment,
  temporaryFolder,
} from "./sandbox.js";

const install = (distribution: Distribution, places: Places): Promise<string> =>
  installEngine(distribution, places, { check: "quick", report: () => undefined });

describe("engine/install: one clear error, and nothing left behind (needs python3 with pip, g++)", () => {
  let wheel: FakeWheel;
  before(function () {
    if (!hasBuildTools()) this.skip();
    wheel = fakeWheel();
  });
  after(removeTemporaryFolders);

  async function fails(
    environment: Record<string, string>,
    message: RegExp,
    distribution = wheel.distribution,
    places = fakePlaces(),
  ): Promise<void> {
    const restore = setEnvironment(environment);
    try {
      await assert.rejects(install(distribution, places), lacks(message));
    } finally {
      restore();
    }
    assert.deepEqual(
      readdirSync(places.cache).filter((name) => name !== "install.lock"),
      [],
    );
  }

  it("no network", async () => {
    const unreachable = "http://127.0.0.1:9/simple";
    await fails(
      { PIP_INDEX_URL: unreachable, PIP_FIND_LINKS: "", PIP_CONFIG_FILE: "/dev/null" },
      /could not download.*check the network/,
    );
  });

  it("a download that is another file than the one published", async () => {
    const [published] = wheel.distribution.wheels;
    const other = { ...wheel.distribution, wheels: [{ ...published, sha256: "0".repeat(64) }] };
    await fails(onlyFrom(wheel.folder), /not match the published file/, other);
  });

  it("a library in the wheel that is another than the one pinned", async () => {
    const [published] = wheel.distribution.wheels;
    const libraries = published.libraries.map((file) => ({ ...file, sha256: "0".repeat(64) }));
    const other = { ...wheel.distribution, wheels: [{ ...published, libraries }] };
    await fails(instantPip(wheel.folder), /libtensorflow.* not match the published file/, other);
  });

  it("too little room, before anything is downloaded", async () => {
    const [published] = wheel.distribution.wheels;
    const huge = { ...wheel.distribution, wheels: [{ ...published, bytes: 1e17 }] };
    await fails(instantPip(wheel.folder), /Not enough disk space.*AMTL_CACHE/, huge);
  });

  const disks = [
    { what: "while pip writes", padding: (): Uint8Array => randomBytes(4_000_000) },
    { what: "while the wheel is unpacked", padding: (): Uint8Array => Buffer.alloc(4_000_000) },
  ];
  for (const { what, padding } of disks) {
    it(`a disk that fills ${what} (needs the right to mount)`, async function () {
      const disk = smallDisk(2000);
      if (disk === null) this.skip();
      try {
        const large = fakeWheel(padding());
        const [published] = large.distribution.wheels;
        const libraries = published.libraries.map((file) => ({ ...file, bytes: 0 }));
        const modest = { ...large.distribution, wheels: [{ ...published, bytes: 0, libraries }] };
        await fails(onlyFrom(large.folder), /disk is full/, modest, fakePlaces(disk.folder));
      } finally {
        disk.remove();
      }
    });
  }

  it("no pip", async () => {
    const programs = temporaryFolder();
    const compiler = join(programs, "g++");
    writeFileSync(compiler, "#!/bin/sh\n", { mode: 0o755 });
    symlinkSync("/bin/sh", join(programs, "sh"));
    await fails(
      { PATH: programs, CXX: "" },
      /pip was not found.*apt-get install python3-pip.*wasm/,
    );
  });

  it("no C++ compiler, told before the download", async () => {
    const places = fakePlaces();
    const restore = setEnvironment({ PATH: temporaryFolder(), CXX: "" });
    try {
      await assert.rejects(
        install(wheel.distribution, places),
        lacks(/compiler was not found.*apt-get install g\+\+.*wasm/),
      );
    } finally {
      restore();
    }
    assert.throws(() => readdirSync(places.cache), "nothing was begun");
  });
});
