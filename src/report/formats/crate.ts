/** A crate is no text: a folder or an archive, which `report` alone writes. What `--format` calls it, and its name's end. */
export const CRATE = { id: "ro-crate", extension: "crate.zip" } as const;

/** Whether a crate is asked for, by its format or by the name of the file. */
export const isCrate = (out: string | undefined, asked: readonly string[]): boolean =>
  asked.includes(CRATE.id) || (asked.length === 0 && out?.endsWith(`.${CRATE.extension}`) === true);
