import { z } from "zod";
import { contentSchema } from "../../../src/report/document/schema.js";

/** A report's JSON as JSON Schema: docs/report.schema.json. */
export const reportJsonSchema = (): object => ({
  ...z.toJSONSchema(contentSchema, { io: "input" }),
  title: "What amtl-run report --format json writes, and what its page holds",
});
