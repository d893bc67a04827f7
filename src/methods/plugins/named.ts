/** A plugin that is known by name only. */
export interface NamedPlugin {
  /** Its name in tables. */
  readonly label: string;
  /** Other spellings of the id that users may write. */
  readonly aliases?: readonly string[];
}

/**
 * Rule plugins that the paper prints numbers of and that are not built here: rows that name them wait, but for those of a
 * user's program, which may bring them.
 */
export const NAMED_PLUGINS: Readonly<Record<string, NamedPlugin | undefined>> = {};
