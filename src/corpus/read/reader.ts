import { readFile } from "node:fs/promises";
import { badInput } from "../../base/errors.js";
import { parseJson } from "./json.js";
import type { Document } from "../../contract/corpus/document.js";
import { checkDocument } from "./validate.js";

/**
 * Documents of a DocRED file in any of its variants (DocRED, Re-DocRED, DocGNRE with `gpt_labels`, DWIE;
 * data-pipeline section 1). White-space words, equal and overlapping mentions, repeated labels and self pairs
 * are legal: the published files have them.
 *
 * @param file name for error messages.
 * @throws AmtlError (2) for torn JSON, an impossible field, or a title that two documents share.
 */
export function parseDocuments(text: string, file: string): Document[] {
  const content = parseJson(text, file);
  if (!Array.isArray(content)) {
    throw badInput("Not a DocRED file", {
      where: file,
      expected: "a JSON array of documents",
      got: content === null ? "null" : typeof content,
    });
  }
  const first = new Map<string, number>();
  return content.map((value: unknown, index) => {
    const document = checkDocument(value, file, index);
    const earlier = first.get(document.title);
    if (earlier !== undefined) {
      throw badInput("Duplicate document title", {
        where: `${file}, document ${index} ${JSON.stringify(document.title)}, field title`,
        expected: "titles that differ, since scoring tells documents apart by them",
        got: `the title of document ${earlier} again`,
      });
    }
    first.set(document.title, index);
    return document;
  });
}

/** Text of a UTF-8 file. @throws AmtlError (2) when it cannot be read or is not UTF-8. */
export async function readText(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw badInput("Cannot read file", {
      where: path,
      expected: "a readable file",
      got: (cause as NodeJS.ErrnoException).code ?? String(cause),
      fix: "look at the path; amtl-run data shows where the published files are",
      cause,
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw badInput("File is not text", {
      where: path,
      expected: "UTF-8",
      got: "bytes that are not",
      cause,
    });
  }
}

/** {@link parseDocuments} of a file. */
export async function readDocuments(path: string): Promise<Document[]> {
  return parseDocuments(await readText(path), path);
}
