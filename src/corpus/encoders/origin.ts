import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { EncoderOrigin } from "../../contract/corpus/encoder.js";

const REPOSITORY = /^[\w-][\w.-]*\/[\w-][\w.-]*(@[\w.-]+)?$/;

/**
 * What a user means by "./my-folder", "/data/scibert" or "owner/name@revision": a folder, or where there is none and it
 * may be one, a repository of the model hub.
 *
 * @param base folder that paths are relative to.
 */
export function originFrom(text: string, base: string): EncoderOrigin {
  const folder = resolve(base, text);
  if (!REPOSITORY.test(text) || existsSync(folder)) return { kind: "folder", folder };
  const [repository, revision = "main"] = text.split("@");
  return { kind: "hub", repository, revision };
}

/** Whether a name may be a path or a repository: names of known encoders have no slash and no leading dot. */
export const isPlace = (id: string): boolean => /[\\/]|^\./.test(id);

/** A repository of the model hub at a commit, branch or tag. */
export interface HubRevision {
  readonly repository: string;
  readonly revision: string;
}

/** The name under which a repository of the hub is installed. */
export const hubName = ({ repository, revision }: HubRevision): string =>
  repository.replace("/", "--") + (revision === "main" ? "" : `@${revision}`);

/** The same repository as `amtl-run encoder get` takes it. */
export const hubWord = ({ repository, revision }: HubRevision): string =>
  repository + (revision === "main" ? "" : `@${revision}`);
