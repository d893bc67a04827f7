import { parse } from "csv-parse/sync";
import { badInput } from "../base/errors.js";
import { readPlainFile, type PlainFile } from "../base/plain-file.js";
import { CSV_COLUMNS, type CsvRow } from "./csv-row.js";

/**
 * Reads a CSV that this program wrote (one row a cell).
 * @throws AmtlError (2) for a file that is missing, torn, of another form, or that has a cell twice.
 */
export async function readCells(path: string): Promise<readonly CsvRow[]> {
  const found = await readPlainFile(path).catch((cause: unknown): PlainFile => ({
    why: cause instanceof Error ? cause.message : String(cause),
  }));
  if ("why" in found) {
    throw badInput("Cannot read CSV", {
      where: path,
      expected: "a table that amtl-run wrote, such as results/mini/table4.csv",
      got: found.why,
      fix: "check the path; amtl-run report writes the tables anew",
    });
  }
  const rows = parseRows(found.bytes.toString(), path);
  const [head = [], ...lines] = rows;
  const absent = CSV_COLUMNS.filter((name) => !head.includes(name) && !LATER.includes(name));
  if (absent.length > 0) {
    throw badInput("Invalid columns in CSV", {
      where: `${path}, line 1`,
      expected: `the columns of results/<profile>/<table>.csv, among them ${absent.join(", ")}`,
      got: head.join(",").slice(0, 200),
      ...(path.endsWith(".wide.csv") && { fix: `give ${path.replace(".wide.csv", ".csv")}` }),
    });
  }
  const index = CSV_COLUMNS.map((name) => [name, head.indexOf(name)] as const);
  const cells = lines
    .map((line) => Object.fromEntries(index.map(([name, at]) => [name, at < 0 ? "" : line[at]])))
    .filter(isCsvRow);
  const seen = new Set<string>();
  for (const { cell } of cells) {
    if (seen.has(cell)) throw badInput("Duplicate cell in CSV", { where: path, got: cell });
    seen.add(cell);
  }
  return cells;
}

/** What files of earlier versions do not have. */
const LATER: readonly string[] = ["state"];

/** Every row is: the parser refuses rows of other lengths than the first. */
const isCsvRow = (row: Readonly<Record<string, string | undefined>>): row is CsvRow =>
  CSV_COLUMNS.every((name) => row[name] !== undefined);

function parseRows(text: string, path: string): readonly (readonly string[])[] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true });
  } catch (cause) {
    throw badInput("Malformed CSV", {
      where: path,
      expected: "as many fields in every row, quotes closed (RFC 4180)",
      got: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}
