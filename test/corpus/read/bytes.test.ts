import assert from "node:assert/strict";
import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { AmtlError } from "../../../src/base/errors.js";
import { LARGEST_TEXT } from "../../../src/base/plain-file.js";
import { readBytes } from "../../../src/corpus/read/bytes.js";
import { inFolder } from "../../support/runs/runs.js";

const refusal = async (path: string): Promise<AmtlError> => {
  const error: unknown = await readBytes(path).then(
    () => assert.fail("it was read"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof AmtlError && error.exitCode === 2, String(error));
  return error;
};

describe("the bytes of a data file", () => {
  it("are refused with what mends it where something else lies in its place", async () => {
    await inFolder(async (folder) => {
      const path = (name: string): string => join(folder, name);
      await mkdir(path("folder"));
      await symlink("loop", path("loop"));
      await execa("mkfifo", [path("pipe")]);
      await writeFile(path("large"), "");
      await truncate(path("large"), LARGEST_TEXT + 1);
      const cases = [
        ["absent", "ENOENT", /look at the path/],
        ["folder", "a folder lies in its place", /name a file in it/],
        ["loop", "ELOOP", /circle/],
        ["pipe", "a pipe or a device lies in its place", /standard input: - </],
        ["large", "537 MB (536870889 bytes)", /cut it into parts/],
      ] as const;
      for (const [name, got, fix] of cases) {
        const { details } = await refusal(path(name));
        assert.equal(details.got, got);
        assert.match(details.fix!, fix);
      }
      assert.equal(
        (await refusal("/dev/zero")).details.got,
        "a pipe or a device lies in its place",
      );
    });
  });

  it("are read from the pipe that a shell gives for a command", async () => {
    const script = `import { readBytes } from ${JSON.stringify(
      new URL("../../../src/corpus/read/bytes.js", import.meta.url).href,
    )}; process.stdout.write(await readBytes(process.argv[1]));`;
    const { stdout } = await execa("bash", [
      "-c",
      '"$0" --input-type=module -e "$1" <(echo "[1]")',
      process.execPath,
      script,
    ]);
    assert.equal(stdout, "[1]");
  });
});
