import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/base/root.js";
import { jsonSchema } from "../../src/programs/protocol.js";

describe("the programs' protocol", () => {
  it("has a JSON schema that says the same as the one it is checked with", () => {
    const file = join(projectRoot(), "docs", "worker-protocol.schema.json");
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), jsonSchema());
  });
});
