import { AmtlError, badInput, lacking } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import { readConfig } from "./config.js";
import { fetchFile } from "./download/fetch-file.js";
import type { Fetched, Progress } from "./download/types.js";
import { publishedFile, PUBLISHED_FILES } from "./files.js";
import { cachedPath } from "./locate.js";

/** No corpus file comes near: what is larger is something else. */
const MOST_BYTES = 200_000_000;

/**
 * Brings a published file from the first address that has it to the user's cache, checked by its git blob id.
 *
 * @throws AmtlError (2) for a name that is not published, (4) when it has no address or no address gives it.
 */
export async function fetchData(
  name: string,
  onProgress: (progress: Progress) => void,
): Promise<Fetched> {
  const names = PUBLISHED_FILES.map((file) => file.name);
  if (!names.includes(name)) {
    const meant = nearest(name, names);
    throw badInput(`There is no published file "${name}"`, {
      expected: names.join(", "),
      got: name,
      ...(meant === undefined ? {} : { fix: `amtl-run data get ${meant}` }),
    });
  }
  const { blob: gitBlobSha1, from } = publishedFile(name);
  const addresses = readConfig().data;
  if (!Object.hasOwn(addresses, name)) {
    throw lacking(`No address of ${name} is known`, {
      where: "amtl.config.json, field data",
      expected: "a list of addresses",
      got: "none",
      fix: `bring it from ${from}, and set AMTL_DATA to the folder that holds ${name}`,
    });
  }
  const target = cachedPath(name);
  const request = { target, gitBlobSha1, maxBytes: MOST_BYTES, onProgress };
  const [first, ...others] = addresses[name];
  let tried = fetchFile({ ...request, url: first });
  for (const url of others) {
    tried = tried.catch((error: unknown) => {
      if (error instanceof AmtlError) return fetchFile({ ...request, url });
      throw error;
    });
  }
  return tried;
}
