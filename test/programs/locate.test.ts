import assert from "node:assert/strict";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../src/base/errors.js";
import { splitCommand } from "../../src/programs/command.js";
import { loadProgram } from "../../src/programs/locate.js";
import { withFiles } from "../support/runs/own-files.js";

describe("a program's command", () => {
  it("is split at spaces, a backslash keeps one, and a list stays as it is", () => {
    assert.deepEqual(splitCommand("  python  my_train.py --lr 3e-5 ", ""), [
      "python",
      "my_train.py",
      "--lr",
      "3e-5",
    ]);
    assert.deepEqual(splitCommand("python my\\ train.py", ""), ["python", "my train.py"]);
    assert.deepEqual(splitCommand(["bash", "-c", "a && b | $c"], ""), [
      "bash",
      "-c",
      "a && b | $c",
    ]);
  });

  it("is refused where only a shell could read it, and where there is none", () => {
    const shell = [
      "a 'b c'",
      "a && b",
      "a | b",
      "a > b",
      "$A b",
      "a `b`",
      "a *.py",
      "a\nb",
      "A={x,y} b",
    ];
    for (const text of [...shell, "  "]) {
      assert.throws(
        () => splitCommand(text, "here"),
        (error) =>
          error instanceof AmtlError && error.exitCode === 2 && error.details.where === "here",
        text,
      );
    }
  });
});

describe("a program that was found", () => {
  it("is known by the content of the files that it names, wherever they and its interpreter lie", async () => {
    await withFiles({ "train.py": "one", "a.yaml": "x: 1" }, async (folder) => {
      const command = "python train.py --config a.yaml missing.txt";
      const first = await loadProgram(command, folder, "");
      assert.deepEqual(first.spec.command, [
        "python",
        "train.py",
        "--config",
        "a.yaml",
        "missing.txt",
      ]);
      assert.deepEqual(first.start.argv, first.spec.command);
      const elsewhere = await loadProgram(
        `/usr/bin/python ${join(folder, "train.py")} --config ${join(folder, "a.yaml")} missing.txt`,
        "/",
        "",
      );
      assert.deepEqual(elsewhere.spec, first.spec);
      assert.equal(elsewhere.content, first.content);
      for (const [name, text] of [["train.py", "two"] as const, ["a.yaml", "x: 2"] as const]) {
        const before = (await loadProgram(command, folder, "")).content;
        await writeFile(join(folder, name), text);
        assert.notEqual((await loadProgram(command, folder, "")).content, before);
      }
    });
  });

  it("is started by its path where it is a script, whose content counts, and runs where it is told to", async () => {
    await withFiles({}, async (folder) => {
      await mkdir(join(folder, "sub"));
      const script = join(folder, "sub", "train.sh");
      await writeFile(script, "#!/bin/sh\n");
      await chmod(script, 0o755);
      const axis = { command: "./train.sh", cwd: "sub", version: 3, silence: 60 };
      const { spec, start, content } = await loadProgram(axis, folder, "");
      assert.deepEqual(spec, { command: ["train.sh"], version: "3" });
      assert.deepEqual(start, { argv: [script], cwd: join(folder, "sub"), silence: 60 });
      await writeFile(script, "#!/bin/sh\nexit 1\n");
      assert.notEqual((await loadProgram(axis, folder, "")).content, content);
    });
  });
});
