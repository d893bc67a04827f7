import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { lacking } from "../../base/errors.js";
import { writeError } from "./errors.js";
import { dropPart, type Part } from "./part.js";
import type { FetchRequest } from "./request.js";

/**
 * Appends a response's body to a part, or writes it anew when `from` is 0.
 *
 * @param total size of the whole file where it is known.
 * @param alive told how much came at every chunk, so that the caller can tell silence from slowness.
 * @returns bytes of the part now.
 * @throws AmtlError (4) when the file grows beyond its limit or the disk is full; the runtime's own errors
 * for a lost connection, after what arrived has been written.
 */
export async function receiveBody(
  response: Response,
  part: Part,
  from: number,
  total: number | null,
  request: FetchRequest,
  alive: (bytes: number) => void,
): Promise<number> {
  const file = await openPart(part, from).catch((error: unknown) => {
    throw writeError(error, request.target);
  });
  let bytes = from;
  const report = (): void => request.onProgress?.({ name: request.target, received: bytes, total });
  try {
    report();
    for await (const chunk of chunksOf(response)) {
      alive(chunk.length);
      if (bytes + chunk.length > request.maxBytes) {
        await dropPart(request.target);
        throw tooLarge(request, null);
      }
      await file.write(chunk).catch((error: unknown) => {
        throw writeError(error, request.target);
      });
      bytes += chunk.length;
      report();
    }
  } finally {
    await file.sync().catch(() => undefined);
    await file.close();
  }
  return bytes;
}

/** Links are never written through: in a shared cache, somebody else may have put one there. */
const openPart = ({ path }: Part, from: number): Promise<FileHandle> =>
  open(
    path,
    constants.O_WRONLY |
      constants.O_CREAT |
      constants.O_NOFOLLOW |
      (from === 0 ? constants.O_TRUNC : constants.O_APPEND),
  );

/** The error for a file beyond its limit; `bytes` is its size where the server says it. */
export const tooLarge = (request: FetchRequest, bytes: number | null) =>
  lacking("Download exceeds the expected size", {
    where: request.url,
    expected: `at most ${request.maxBytes} bytes`,
    got: bytes === null ? "more" : `${bytes} bytes`,
  });

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body === null) return;
  for await (const chunk of response.body) yield chunk as Uint8Array;
}
