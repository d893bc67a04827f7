import { z } from "zod";
import { badInput } from "../../base/errors.js";
import { readPlainFile } from "../../base/plain-file.js";
import { joinContent } from "../page/parts.js";
import { unpacked } from "../page/packed.js";
import { tableOf } from "../table.js";
import type { ReportDocument } from "./document.js";
import { contentSchema } from "./schema.js";

/** As much of a page's parts as tells that they belong together; the whole is checked by its schema. */
const plainPart = z.looseObject({
  tables: z.array(
    z.looseObject({ id: z.string(), cells: z.array(z.looseObject({ cell: z.string() })) }),
  ),
});
const packedPart = z.object({
  runs: z.array(z.looseObject({})),
  judgements: z.array(z.array(z.unknown())),
});

/** Where a page holds its data. */
const DATA = /<script type="application\/json" id="report-data">(.*?)<\/script>/s;
const PACKED = /<script type="text\/plain" id="report-packed">(.*?)<\/script>/s;

/**
 * Reads a report that this program wrote, as JSON or as a page.
 * @throws AmtlError (2) for a file that is missing, torn or of another kind.
 */
export async function readDocument(path: string): Promise<ReportDocument> {
  const refuse = (got: string): Error =>
    badInput("Cannot read report", {
      where: path,
      expected: "a file that amtl-run report wrote with --format html or json",
      got,
      fix: "check the path; amtl-run report all --out report.html writes one anew",
    });
  const found = await readPlainFile(path).catch((cause: unknown) => {
    throw refuse(cause instanceof Error ? cause.message : String(cause));
  });
  if ("why" in found) throw refuse(found.why);
  const text = found.bytes.toString();
  let value: unknown;
  try {
    value = contentIn(text);
  } catch {
    throw refuse("no JSON of a report in it");
  }
  const parsed = contentSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refuse(`${issue.path.join(".")}: ${issue.message}`);
  }
  const { made, tables, runs } = parsed.data;
  return {
    made,
    runs,
    tables: tables.map(
      ({ cells, id, title, profile, settings, seeds, until, uncounted, x, asked, open }) =>
        tableOf(
          { id, title, profile, settings, seeds, until, uncounted, x, asked, open },
          cells.map((cell) => ({ ...cell, table: id, profile })),
        ),
    ),
  };
}

/** @throws Error for what is no JSON, or torn. */
function contentIn(text: string): unknown {
  const [plain, packed] = [DATA, PACKED].map((place) => place.exec(text)?.[1]);
  if (plain === undefined || packed === undefined) return JSON.parse(text);
  return joinContent(plainPart.parse(JSON.parse(plain)), packedPart.parse(unpacked(packed)));
}
