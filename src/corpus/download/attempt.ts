import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { AmtlError, lacking } from "../../base/errors.js";
import { networkReason, NOT_FOUND, systemCode, writeError } from "./errors.js";
import { openUrl } from "./open.js";
import { dropPart, type Part, readPart, tagPart } from "./part.js";
import { receiveBody, tooLarge } from "./receive.js";
import type { FetchRequest, Patience } from "./request.js";

export type Attempt =
  /** `declared`: the digest that a model hub states; `resumed`: part of the bytes are of an earlier attempt. */
  | { readonly kind: "complete"; readonly declared: string | null; readonly resumed: boolean }
  /** What the server or the network did; another attempt may succeed. */
  | {
      readonly kind: "interrupted";
      readonly reason: string;
      /** Milliseconds that the server asks to wait. */
      readonly pause: number;
      /** No server was there: where there is no network, asking often only takes time. */
      readonly isUnreachable: boolean;
    };

const interrupted = (reason: string, pause = 0, isUnreachable = false): Attempt => ({
  kind: "interrupted",
  reason,
  pause,
  isUnreachable,
});

const UNREACHABLE = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);
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
  const pace = newPace(patience.pace);
  try {
    within(patience.answer, "no answer");
    return await download(request, controller.signal, (bytes) => {
      within(patience.silence, "no byte");
      const slow = pace(bytes);
      if (slow !== null) controller.abort(new Error(slow));
    });
  } catch (error) {
    if (error instanceof AmtlError) throw error;
    if (error instanceof Error && "path" in error) throw writeError(error, request.target);
    const cause: unknown = controller.signal.aborted ? controller.signal.reason : error;
    return interrupted(networkReason(cause), 0, UNREACHABLE.has(systemCode(cause) ?? ""));
  } finally {
    clearTimeout(timer);
  }
}

/** Tells from what a connection brings whether it is as good as silent: a server may send a byte now and then for ever. */
function newPace({ bytes: least, within }: Patience["pace"]): (bytes: number) => string | null {
  let since = performance.now();
  let brought = 0;
  return (bytes) => {
    brought += bytes;
    if (performance.now() - since < within) return null;
    const slow = brought < least ? `${brought} bytes within ${within / 1000} s` : null;
    since = performance.now();
    brought = 0;
    return slow;
  };
}

async function download(
  request: FetchRequest,
  signal: AbortSignal,
  alive: (bytes: number) => void,
): Promise<Attempt> {
  const part = await readPart(request.target);
  const { response, declared } = await openUrl(
    request.url,
    rangeHeaders(part, request),
    signal,
    request.access?.token ?? null,
  );
  alive(0);
  const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(response.headers.get("content-range") ?? "");
  if (response.status === 416 && Number(range?.[2]) === part.bytes) {
    return { kind: "complete", declared, resumed: true };
  }
  const isOther =
    response.status === 206 &&
    (Number(range?.[1]) !== part.bytes || !isSameVersion(part, request, response));
  if (response.status === 416 || isOther) {
    await response.body?.cancel();
    await dropPart(request.target);
    return interrupted("the server could not continue the partial download");
  }
  if (isTransient(response.status)) {
    await response.body?.cancel();
    const answered = `the server answered ${response.status} ${response.statusText}`.trim();
    return interrupted(answered, retryAfter(response));
  }
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    throw refused(request, response);
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

/** Whether the rest is of the version whose beginning is here; where nothing vouches for it, it is not. */
function isSameVersion(part: Part, request: FetchRequest, response: Response): boolean {
  if ((response.headers.get("content-encoding") ?? "identity") !== "identity") return false;
  const etag = response.headers.get("etag");
  if (part.etag !== null && etag !== null) return etag === part.etag;
  return digestKnown(request);
}

const digestKnown = ({ sha256, gitBlobSha1 }: FetchRequest): boolean =>
  (sha256 ?? gitBlobSha1) !== undefined;

/** Milliseconds of a Retry-After header, which has seconds or a date; 0 where there is none. */
function retryAfter({ headers }: Response): number {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}

/** Asks for the rest only where its version is certain: by entity tag, or by the digest checked at the end. */
function rangeHeaders(part: Part, request: FetchRequest): Record<string, string> {
  const headers: Record<string, string> = { "accept-encoding": "identity" };
  if (part.bytes === 0 || (part.etag === null && !digestKnown(request))) return headers;
  headers.range = `bytes=${part.bytes}-`;
  if (part.etag !== null) headers["if-range"] = part.etag;
  return headers;
}

function wholeSize(response: Response, from: number): number | null {
  const encoding = response.headers.get("content-encoding") ?? "identity";
  const length = response.headers.get("content-length");
  return encoding === "identity" && length !== null ? from + Number(length) : null;
}

function refused({ url, command, access }: FetchRequest, response: Response): AmtlError {
  if (response.status === 401 || response.status === 403) {
    return lacking("Access denied by the server", {
      where: url,
      got: `${response.status} ${response.statusText}`.trim(),
      fix: `${access?.howToGet ?? "look at the address; another one can be set in amtl.config.local.json"}, then ${command}`,
    });
  }
  return lacking(NOT_FOUND, {
    where: url,
    got: `${response.status} ${response.statusText}`.trim(),
    fix: `look at the address; another one can be set in amtl.config.local.json, then ${command}`,
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
