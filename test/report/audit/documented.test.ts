import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { STATEMENT_RULES } from "../../../src/report/audit/statements/index.js";

describe("docs/paper-schema.md", () => {
  it("has a row for each kind of statement, and none besides", () => {
    const text = readFileSync(join(projectRoot(), "docs", "paper-schema.md"), "utf8");
    const [, section] = text.split("## statements.json");
    const [table] = section.split("## What comes out");
    const kinds = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, kind]) => kind);
    assert.deepEqual(
      kinds,
      STATEMENT_RULES.map(({ kind }) => kind),
    );
  });
});
