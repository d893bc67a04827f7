/** Writes the schemas in docs/ anew; their tests say when that is due. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { eventsJsonSchema } from "../commands/line-schema.js";
import { reportJsonSchema } from "../commands/report-schema.js";

const SCHEMAS = { "events.schema.json": eventsJsonSchema, "report.schema.json": reportJsonSchema };

for (const [name, schema] of Object.entries(SCHEMAS)) {
  await writeFile(join(projectRoot(), "docs", name), `${JSON.stringify(schema(), null, 2)}\n`);
}
