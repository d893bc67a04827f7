import { lacking } from "../../base/errors.js";

const MOST_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface Answer {
  readonly response: Response;
  /** Digest that a model hub states on the way, before it sends the request on to its storage. */
  readonly declared: string | null;
}

/**
 * Sends a GET request and follows redirects itself, so that headers on the way are seen and a redirect
 * from https to anything else is refused.
 *
 * @param token of the server of `url`; other servers do not see it.
 * @throws AmtlError (4) for a bad redirect; the runtime's own errors for a lost connection.
 */
export async function openUrl(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  token: string | null,
): Promise<Answer> {
  const { origin } = new URL(url);
  const trusted = token === null ? headers : { ...headers, authorization: `Bearer ${token}` };
  let current = new URL(url);
  let declared: string | null = null;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await fetch(current, {
      headers: current.origin === origin ? trusted : headers,
      signal,
      redirect: "manual",
    });
    declared ??= declaredDigest(response.headers);
    if (!REDIRECTS.has(response.status)) return { response, declared };
    await response.body?.cancel();
    current = nextAddress(current, response);
  }
  throw lacking("Redirect loop", {
    where: url,
    expected: `at most ${MOST_REDIRECTS} redirects`,
  });
}

function nextAddress(from: URL, response: Response): URL {
  const location = response.headers.get("location");
  const next =
    location !== null && URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (next === null) {
    throw lacking("Redirect without a target", {
      where: from.href,
      got: `status ${response.status}, location ${JSON.stringify(location)}`,
    });
  }
  const safe = from.protocol === "https:" ? ["https:"] : ["http:", "https:"];
  if (safe.includes(next.protocol)) return next;
  throw lacking("Unsafe redirect", {
    where: from.href,
    expected: safe.join(" or "),
    got: next.href,
  });
}

/** Hugging Face: SHA-256 of a large file, git blob id of a small one; only beside the commit it belongs to. */
function declaredDigest(headers: Headers): string | null {
  if (!headers.has("x-repo-commit")) return null;
  const tag = (headers.get("x-linked-etag") ?? headers.get("etag") ?? "").replace(/^W\/|"/g, "");
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(tag) ? tag : null;
}
