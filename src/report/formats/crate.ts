/** A crate is no text: a folder or an archive, which `report` alone writes. What `--format` calls it, and its name's end. */
export const CRATE = { id: "ro-crate", extension: "crate.zip" } as const;
