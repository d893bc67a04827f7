import assert from "node:assert/strict";
import { fileName } from "../../../src/base/text/file-name.js";

describe("names of files", () => {
  it("keep letters of every script apart, and hold no sign that a path has", () => {
    assert.equal(fileName(["table4", "epochs=1"]), "table4.epochs=1");
    assert.equal(fileName(["自适应阈值"]), "自适应阈值");
    assert.equal(fileName(["worker=python3 a/b.py", "x:y"]), "worker=python3-a-b.py.x-y");
  });
});
