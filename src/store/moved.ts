import { rename } from "../base/machine/files.js";

/** A file that cannot be used, and where it is kept for whoever wants to know. */
export interface MovedFile {
  readonly path: string;
  readonly movedTo: string;
}

/** Moves a damaged file out of the way. */
export async function setAside(path: string): Promise<MovedFile> {
  const movedTo = `${path}.damaged-${Date.now()}`;
  await rename(path, movedTo);
  return { path, movedTo };
}
