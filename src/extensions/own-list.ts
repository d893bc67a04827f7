import { badInput } from "../base/errors.js";
import { contentHash, placeOfId, type UserFile } from "./user-file.js";

/** What a user's file lists of one kind. */
export interface OwnList<T> {
  /** The table's field: "losses". */
  readonly field: string;
  /** One of them: "loss". */
  readonly kind: string;
  /** What the field has to be, with the page that says how. */
  readonly expected: string;
  /** Names that are in use already: the project's. */
  readonly taken: readonly string[];
  /** Checks one of them. @param where file, line and place in the list. */
  readonly check: (value: unknown, where: string) => T;
}

/** One of them, checked, with what its version may be made of. */
export interface OwnItem<T> {
  readonly own: T;
  /** File and line, for messages. */
  readonly place: string;
  /** Hash of the file and of what it imports. */
  readonly content: string;
}

/**
 * The definitions of one kind that a user's file lists.
 * @throws AmtlError (2) that names file, line and field of one that is incomplete, or whose id is taken.
 */
export async function loadOwnList<T extends { readonly id: string }>(
  listed: unknown,
  file: UserFile,
  { field, kind, expected, taken, check }: OwnList<T>,
): Promise<readonly OwnItem<T>[]> {
  if (!Array.isArray(listed)) {
    throw badInput(`${field} must be an array`, {
      where: `${file.path}, ${field}`,
      expected,
      got: typeof listed,
    });
  }
  const content = await contentHash(file.path);
  const seen = new Set(taken);
  return listed.map((value: unknown, index) => {
    const { id: name } = (value ?? {}) as { readonly id?: unknown };
    const place = placeOfId(file, name);
    const where = `${place}, ${field}[${index}]`;
    const own = check(value, where);
    if (seen.has(own.id)) {
      throw badInput(`Duplicate ${kind} "${own.id}"`, {
        where: `${where}, id`,
        expected: `an id of its own; the project has ${taken.join(", ")}`,
        got: own.id,
      });
    }
    seen.add(own.id);
    return { own, place, content };
  });
}
