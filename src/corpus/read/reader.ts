import { badInput } from "../../base/errors.js";
import { isObject } from "../../base/shape.js";
import { shown } from "../../base/text/shown.js";
import type { Document } from "../../contract/corpus/document.js";
import { fileText, readBytes } from "./bytes.js";
import { rowsOf } from "./columns.js";
import { jsonItems } from "./items.js";
import { unwrap } from "./unwrap.js";
import { checkDocument } from "./validate.js";

/** A document and where it stands, for messages. */
interface Placed {
  readonly document: Document;
  /** Among the documents, from 0. */
  readonly index: number;
  /** From 1. */
  readonly line: number;
}

/**
 * Documents of a DocRED file in any of its variants, one after the other: DocRED, Re-DocRED, DocGNRE with `gpt_labels`,
 * DWIE (data-pipeline section 1), Hugging Face's columns; as one JSON array or one document a line. White-space words,
 * equal and overlapping mentions, repeated labels, self pairs and repeated titles are legal here.
 *
 * @param bytes UTF-8.
 * @param file name for error messages.
 * @throws AmtlError (2) for torn JSON or an impossible field.
 */
export function* documentsIn(bytes: Buffer, file: string): Generator<Placed> {
  let index = 0;
  for (const { value, line, isListed } of jsonItems(bytes, file)) {
    const rows = isListed ? null : rowsOf(value, ["title", "sents", "vertexSet"]);
    if (rows === null && !isListed) refuseOther(value, file, line);
    for (const row of rows ?? [value]) {
      yield { document: checkDocument(row, file, index), index, line };
      index++;
    }
  }
}

/** @throws AmtlError (2) for a value that is no document and stands in no list. */
function refuseOther(value: unknown, file: string, line: number): void {
  if (isObject(value) && (Object.hasOwn(value, "title") || Object.hasOwn(value, "vertexSet")))
    return;
  const fix = unwrap(value);
  const keys = isObject(value) ? Object.keys(value).slice(0, 6) : [];
  throw badInput("Not a DocRED file", {
    where: `${file}, line ${line}`,
    expected: "a JSON array of documents {title, sents, vertexSet, labels}, or one a line",
    got:
      keys.length > 0
        ? `an object of ${keys.map((key) => key.slice(0, 40)).join(", ")}`
        : value === null
          ? "null"
          : Array.isArray(value)
            ? "a list"
            : `a ${typeof value}`,
    ...(fix !== null && { fix }),
  });
}

/**
 * All documents of such a text.
 * @throws AmtlError (2) as {@link documentsIn}, and for a title that two documents share.
 */
export function parseDocuments(text: string | Buffer, file: string): Document[] {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const first = new Map<string, number>();
  const documents: Document[] = [];
  for (const { document, index } of documentsIn(bytes, file)) {
    const earlier = first.get(document.title);
    if (earlier !== undefined) {
      throw badInput("Duplicate document title", {
        where: `${file}, document ${index} ${shown(document.title)}, field title`,
        expected: "titles that differ, since scoring tells documents apart by them",
        got: `the title of document ${earlier} again`,
      });
    }
    first.set(document.title, index);
    documents.push(document);
  }
  return documents;
}

/** Text of a file. @throws AmtlError (2) as {@link readBytes}. */
export async function readText(path: string): Promise<string> {
  return (await readBytes(path)).toString();
}

/** {@link parseDocuments} of a file. */
export async function readDocuments(path: string): Promise<Document[]> {
  return parseDocuments(await readBytes(path), fileText(path));
}
