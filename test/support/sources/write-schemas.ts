/** Writes docs/events.schema.json anew; its test says when that is due. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { eventsJsonSchema } from "../commands/line-schema.js";

const path = join(projectRoot(), "docs", "events.schema.json");
await writeFile(path, `${JSON.stringify(eventsJsonSchema(), null, 2)}\n`);
