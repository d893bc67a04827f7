import { open, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { durationText } from "../../base/text/duration.js";
import { lacking } from "../../base/errors.js";
import { type Attempt, attemptDownload } from "./attempt.js";
import { type Digest, digestFile } from "./digest.js";
import { noConnection } from "./errors.js";
import { dropPart, finishPart, readPart } from "./part.js";
import { type ExpectedDigest, type Fetched, type FetchRequest, PATIENCE } from "./request.js";
import { withLock } from "./with-lock.js";

/**
 * Brings a file over http(s): resumed where it stopped, checked, and put in place in one step, so that a file
 * under its final name is always whole. A file that is there and as expected is left alone.
 *
 * @throws AmtlError (4) for a network that cannot be had, an address that does not exist, a file that is too large
 * or not the expected one, a full disk.
 */
export const fetchFile = (request: FetchRequest): Promise<Fetched> =>
  withLock(request.target, async () => {
    const present = await presentDigest(request);
    const { bytes, sha256 } = present ?? (await download(request, true));
    return { path: request.target, bytes, sha256, fetched: present === null };
  });

async function presentDigest(request: FetchRequest): Promise<Digest | null> {
  const found = await stat(request.target).catch(() => null);
  if (found?.isFile() !== true) return null;
  const digest = await digestFile(request.target);
  return deviation(request, digest) === null ? digest : null;
}

async function download(request: FetchRequest, mayStartOver: boolean): Promise<Digest> {
  const { declared, resumed } = await complete(request);
  const { path } = await readPart(request.target);
  const digest = await digestFile(path);
  const wrong = deviation(request, digest) ?? deviation(asExpected(declared), digest);
  if (wrong === null) {
    await finishPart(request.target);
    return digest;
  }
  const page = await looksLikePage(path);
  const held = page ? null : await request.holds?.found(path, digest.sha256);
  await dropPart(request.target);
  if (resumed && mayStartOver) return download(request, false);
  throw lacking("Download does not match the expected file", {
    where: request.url,
    expected: `${request.holds === undefined ? "" : `${request.holds.expected}, `}${wrong.expected}`,
    got: `${held === null || held === undefined ? "" : `${held}, `}${wrong.got}${page ? " (a web page: a login or a proxy may stand in between)" : ""}`,
    fix: `look at the address in amtl.config.json and amtl.config.local.json, and at the network; then ${request.command}`,
  });
}

/** Attempts until the whole file has arrived. */
async function complete(request: FetchRequest): Promise<Extract<Attempt, { kind: "complete" }>> {
  const patience = request.patience ?? PATIENCE;
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptDownload(request, patience);
    if (outcome.kind === "complete") return outcome;
    const most = outcome.isUnreachable ? Math.min(2, patience.attempts) : patience.attempts;
    if (attempt >= most) throw noConnection(request, outcome.reason, attempt);
    if (outcome.pause > patience.mostPause) {
      const asked = `${outcome.reason}, asking to wait ${durationText(outcome.pause / 1000)}`;
      throw noConnection(request, asked, attempt);
    }
    await sleep(Math.max(outcome.pause, patience.pause * 2 ** (attempt - 1)));
  }
}

const asExpected = (declared: string | null): ExpectedDigest =>
  declared === null
    ? {}
    : declared.length === 64
      ? { sha256: declared }
      : { gitBlobSha1: declared };

function deviation(
  { sha256, gitBlobSha1 }: ExpectedDigest,
  digest: Digest,
): { readonly expected: string; readonly got: string } | null {
  if (sha256 !== undefined && sha256 !== digest.sha256) {
    return { expected: `SHA-256 ${sha256}`, got: `SHA-256 ${digest.sha256}` };
  }
  if (gitBlobSha1 !== undefined && gitBlobSha1 !== digest.gitBlobSha1) {
    return { expected: `git blob ${gitBlobSha1}`, got: `git blob ${digest.gitBlobSha1}` };
  }
  return null;
}

async function looksLikePage(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    return /^\s*<(!doctype html|html)/i.test(buffer.toString("utf8", 0, bytesRead));
  } finally {
    await file.close();
  }
}
