import { stat } from "node:fs/promises";
import { join } from "node:path";
import { badInput, type AmtlError } from "../../base/errors.js";
import type { Against } from "../../report/diff/against.js";
import { againstOf } from "../../report/diff/documents.js";
import type { ReportDocument } from "../../report/document/document.js";
import type { Format } from "../../report/formats/format.js";
import { resultsRoot } from "../../store/paths.js";
import type { SelectionRequest } from "../select/request.js";
import { withoutPlaces } from "./anonymous.js";
import { reportDocument } from "./document.js";

/**
 * In what a report differs from the same tables of another results folder.
 * @param document as it is shown.
 * @throws AmtlError (2) for what is no results folder.
 */
export async function againstResults(
  selection: SelectionRequest,
  document: ReportDocument,
  { against, anonymous }: { readonly against: string; readonly anonymous: boolean },
): Promise<Against> {
  const other = (await reportDocument({ ...selection, results: against })).document;
  return anonymous
    ? againstOf(document, withoutPlaces(other), null)
    : againstOf(document, other, against);
}

/** @throws AmtlError (2) where the rest of the request leaves nothing to compare or no place to show it, and for no results folder. */
export async function checkAgainst(
  against: string,
  { hasErrors }: Format,
  { paper, from }: { readonly paper: boolean; readonly from?: string | undefined },
): Promise<void> {
  const other = paper ? "--paper" : from === undefined ? null : "--from";
  if (hasErrors === undefined || other !== null) {
    throw withoutPage(against, other ?? "another format");
  }
  const root = resultsRoot(against);
  const isThere = await Promise.all(
    ["train", "eval"].map((name) => stat(join(root, name)).catch(() => null)),
  );
  if (isThere.every((found) => found === null)) {
    throw badInput("Nothing to compare in folder", {
      where: "--against",
      expected: "a results folder (train/, eval/)",
      got: against,
      fix: "amtl-run diff compares CSVs and commits, too",
    });
  }
}

/** For a request that makes no page in which differences could be shown. @param got what it asks for. */
export const withoutPage = (against: string, got: string): AmtlError =>
  badInput("Cannot compare with --against", {
    where: "--against",
    expected: "a page of the results folder: --out page.html, without --paper and --from",
    got,
    fix: `amtl-run report table4 --out page.html --against ${against}`,
  });
