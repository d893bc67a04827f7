import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { OwnDataset, SplitName } from "../../contract/corpus/dataset.js";
import { summaryOf, type FileSummary } from "./summary.js";

/** A data set of a user's file before its files were looked at. */
export type UnreadDataset = Omit<OwnDataset, "relations"> & {
  /** As the user lists them; absent: those that the labels name. */
  readonly relations?: readonly string[] | undefined;
};

/**
 * Reads what the files of a data set say about it: its relations, in the order in which the training file, then dev,
 * then test first name them.
 *
 * @param where of the definition, for messages.
 * @throws AmtlError (2) for a missing or torn file, a split without documents or labels, a relation that is not listed,
 *   and training documents without any fact.
 */
export async function inspectDataset(
  { relations: listed, ...dataset }: UnreadDataset,
  where: string,
): Promise<OwnDataset> {
  const found = new Set<string>();
  for (const split of ["train", "dev", "test"] as const) {
    const path = dataset.files[split];
    if (path === undefined) continue;
    const summary = await summaryOf(path);
    checkSplit(dataset.id, split, path, summary);
    for (const { id } of summary.relations) {
      if (listed?.includes(id) === false) throw unlisted(id, listed, path, where);
      found.add(id);
    }
  }
  return { ...dataset, relations: listed ?? [...found] };
}

function checkSplit(
  id: string,
  split: SplitName,
  path: string,
  { documents, unlabelled, relations }: FileSummary,
): void {
  const refuse = (message: string, expected: string, got: string, fix: string): never => {
    throw badInput(message, { where: path, expected, got, fix });
  };
  const name = `${id}/${split}`;
  if (documents === 0) {
    refuse(`Split ${name} is empty`, "at least one document", "[]", "name another file");
  }
  if (unlabelled !== null) {
    refuse(
      `Split ${name} has no labels`,
      "a field labels in every document, [] where it states nothing",
      `none in document ${JSON.stringify(unlabelled)}`,
      `add them, or leave ${split} out: what has no labels can be neither learned nor scored`,
    );
  }
  if (split === "train" && relations.length === 0) {
    refuse(
      `Split ${name} has no facts`,
      "facts to learn from",
      `${documents} documents, each with labels []`,
      "name the file that has the labels",
    );
  }
}

function unlisted(relation: string, listed: readonly string[], path: string, where: string): Error {
  const meant = nearest(relation, listed);
  return badInput("Unknown relation in a document", {
    where: path,
    expected: `one of the ${listed.length} relations of ${where}`,
    got: relation,
    fix: meant === undefined ? "add it to relations" : `did you mean ${meant}?`,
  });
}
