import { badInput } from "../base/errors.js";
import { getEncoder, type Got } from "../corpus/encoders/get.js";
import { listEncoders as list, type EncoderListing } from "../corpus/encoders/list.js";
import { EXAMPLE } from "../methods/encoders/registry.js";
import type { DownloadListener } from "./datasets.js";

export type { Got } from "../corpus/encoders/get.js";
export type { EncoderListing } from "../corpus/encoders/list.js";

/** All known encoders: which are here, where the others come from, and which cannot be used. */
export const listEncoders = (): Promise<readonly EncoderListing[]> => list();

/**
 * Brings encoders into the user's cache, one after the other.
 * @throws AmtlError (2) for no name or an unknown one, (4) when an encoder cannot be had.
 */
export async function getEncoders(
  names: readonly string[],
  { onName, onProgress }: Partial<DownloadListener> = {},
): Promise<readonly Got[]> {
  if (names.length === 0) {
    throw badInput("Missing encoder name", {
      expected: "the name of an encoder; amtl-run encoder lists them",
      fix: `amtl-run encoder get ${EXAMPLE}`,
    });
  }
  const done: Got[] = [];
  for (const name of names) {
    onName?.(name);
    done.push(await getEncoder(name, onProgress === undefined ? {} : { onProgress }));
  }
  return done;
}
