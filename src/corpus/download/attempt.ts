import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { AmtlError, lacking } from "../../base/errors.js";
import { networkReason, writeError } from "./errors.js";
import { openUrl } from "./open.js";
import { dropPart, type Part, readPart, tagPart } from "./part.js";
import { receiveBody, tooLarge } from "./receive.js";
import type { FetchRequest, Patience } from "./request.js";

export type Attempt =
  /** `declared`: the digest that a model hub states; `resumed`: part of the bytes are of an earlier attempt. */
  | { readonly kind: "complete"; readonly declared: string | null; readonly resumed: boolean }
  /** What the server or the network did; another attempt may succeed. */
  | { readonly kind: "interrupted"; readonly reason: string };

const interrupted = (reason: string): Attempt => ({ kind: "interrupted", reason });
const isTransient = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

/**
 * One attempt to bring the rest of a file into its part.
 *
 * @throws AmtlError (4) for what another attempt cannot mend: the address does not exist, the file is too large,
 * the disk is full.
 */
export async function attemptDownload(request: FetchRequest, patience: Patience): Promise<Attempt> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const within = (milliseconds: number, what: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      controller.abort(new Error(`${what} within ${milliseconds / 1000} s`));
    }, milliseconds);
  };
  try {
    within(patience.answer, "no answer");
    return await download(request, controller.signal, () => {
      within(patience.silence, "no byte");
    });
  } catch (error) {
    if (error instanceof AmtlError) throw error;
    if (error instanceof Error && "path" in error) throw writeError(error, request.target);
    return interrupted(networkReason(controller.signal.aborted ? controller.signal.reason : error));
  } finally {
    clearTimeout(timer);
  }
}

async function download(
  request: FetchRequest,
  signal: AbortSignal,
  alive: () => void,
): Promise<Attempt> {
  const part = await readPart(request.target);
  const { response, declared } = await openUrl(request.url, rangeHeaders(part, request), signal);
  alive();
  const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(response.headers.get("content-range") ?? "");
  if (response.status === 416 && Number(range?.[2]) === part.bytes) {
    return { kind: "complete", declared, resumed: true };
  }
  const mismatched = response.status === 206 && Number(range?.[1]) !== part.bytes;
  if (response.status === 416 || mismatched) {
    await response.body?.cancel();
    await dropPart(request.target);
    return interrupted("the server could not continue the partial download");
  }
  if (isTransient(response.status)) {
    await response.body?.cancel();
    return interrupted(`the server answered ${response.status} ${response.statusText}`.trim());
  }
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    throw refused(request.url, response);
  }
  const from = response.status === 206 ? part.bytes : 0;
  const total = wholeSize(response, from);
  if (total !== null && total > request.maxBytes) {
    await response.body?.cancel();
    throw tooLarge(request, total);
  }
  await tagPart(request.target, response.headers.get("etag"));
  if (total !== null) await assertSpace(request.target, total - from);
  const bytes = await receiveBody(response, part, from, total, request, alive);
  return total === null || bytes === total
    ? { kind: "complete", declared, resumed: from > 0 }
    : interrupted(`the connection closed after ${bytes} of ${total} bytes`);
}

/** Asks for the rest only where its version is certain: by entity tag, or by the digest checked at the end. */
function rangeHeaders(part: Part, request: FetchRequest): Record<string, string> {
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  const known = request.sha256 ?? request.gitBlobSha1;
  if (part.bytes === 0 || (part.etag === null && known === undefined)) return headers;
  headers.range = `bytes=${part.bytes}-`;
  if (part.etag !== null) headers["if-range"] = part.etag;
  return headers;
}

function wholeSize(response: Response, from: number): number | null {
  const encoding = response.headers.get("content-encoding") ?? "identity";
  const length = response.headers.get("content-length");
  return encoding === "identity" && length !== null ? from + Number(length) : null;
}

function refused(url: string, response: Response): AmtlError {
  const access = response.status === 401 || response.status === 403;
  return lacking(access ? "Access denied by the server" : "File not found on the server", {
    where: url,
    got: `${response.status} ${response.statusText}`.trim(),
    fix: "look at the address; another one can be set in amtl.config.local.json",
  });
}

async function assertSpace(target: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(target));
  if (bavail * bsize >= needed) return;
  throw lacking("Not enough disk space for the download", {
    where: dirname(target),
    expected: `${needed} bytes free`,
    got: `${bavail * bsize} bytes free`,
    fix: "free some space, or set AMTL_CACHE to a folder on another disk",
  });
}
