import { join } from "node:path";
import { badInput } from "../../base/errors.js";
import { readJson } from "../../base/read-json.js";
import { listOf, type Shape } from "../../base/shape.js";
import { paperOf, type Paper } from "./paper.js";
import { auditHeader, auditStatement, auditTable, type AuditStatement } from "./shape.js";

export interface PaperFolder {
  readonly paper: Paper;
  readonly statements: readonly AuditStatement[];
}

/**
 * Reads a paper: `paper.json`, a file for each table and figure that it names, and `statements.json` where there is one.
 * @throws AmtlError (2) for a file that is missing or of another form.
 */
export async function readPaper(folder: string): Promise<PaperFolder> {
  const header = await read(join(folder, "paper.json"), auditHeader);
  const tables = await Promise.all(
    [...header.tables, ...header.figures].map((id) => read(join(folder, `${id}.json`), auditTable)),
  );
  const path = join(folder, "statements.json");
  const found = await readJson(path, listOf(auditStatement));
  if (found.state === "damaged") throw damaged(path, found.why);
  return {
    paper: paperOf(header, tables),
    statements: found.state === "value" ? found.value : [],
  };
}

async function read<T>(path: string, shape: Shape<T>): Promise<T> {
  const found = await readJson(path, shape);
  if (found.state === "value") return found.value;
  if (found.state === "damaged") throw damaged(path, found.why);
  throw badInput("No such file of a paper", {
    where: path,
    expected: "a folder with paper.json and a file for each of its tables",
    fix: "amtl-run paper new my-paper makes one that can be audited",
  });
}

const damaged = (path: string, why: string): Error =>
  badInput("Not a file of a paper", {
    where: path,
    expected: "the form that docs/paper-schema.md describes",
    got: why,
  });
