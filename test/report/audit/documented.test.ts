import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { STATEMENT_RULES } from "../../../src/report/audit/statements/index.js";

describe("docs/paper-schema.md", () => {
  it("says of each kind of statement what it is and what it holds, and of none besides", () => {
    const text = readFileSync(join(projectRoot(), "docs", "paper-schema.md"), "utf8");
    const [, section] = text.split("## statements.json");
    const lists = section.split("## What comes out")[0].split("What each holds:");
    assert.equal(lists.length, 2);
    for (const list of lists) {
      assert.deepEqual(
        [...list.matchAll(/^- `([\w-]+)`/gm)].map(([, kind]) => kind),
        STATEMENT_RULES.map(({ kind }) => kind),
      );
    }
  });
});
