import { canonicalJson, sha256 } from "./canonical.js";
import type { ToJson } from "./json.js";
import { checked, isObject, json, type Shape } from "./shape.js";

/**
 * Files that numbers rest on carry a digest of their own content: `digest`, the SHA-256 of the canonical JSON of all
 * other fields. How the text is laid out makes no difference; any other value does.
 */

/** The value as text that carries its digest: for people and for `diff`, equal values give equal bytes. */
export function sealedJson<T>(value: T & ToJson<T>): string {
  const content = canonicalJson(value);
  const fields: unknown = JSON.parse(content);
  if (!isObject(fields)) throw new TypeError("Expected an object to seal");
  return `${JSON.stringify({ ...fields, digest: sha256(content) }, null, 2)}\n`;
}

/** What a value that was read says of itself: "unsealed" of one that was written before files carried a digest. */
export function sealOf(value: unknown): "unsealed" | "fits" | "broken" {
  if (!isObject(value)) return "unsealed";
  if (value.digest === undefined) return Object.keys(value).some(isHit) ? "broken" : "unsealed";
  const { digest, ...content } = value;
  // As a rule keys are in order already, which spares thousands of results half their time.
  return digest === sha256(JSON.stringify(content)) || digest === canonicalDigest(content)
    ? "fits"
    : "broken";
}

/** Whether it was "digest" before one of its letters changed: the value would pass for one of an earlier version. */
const isHit = (name: string): boolean =>
  name.length === DIGEST.length &&
  Array.from(DIGEST).filter((letter, at) => letter !== name[at]).length === 1;

const DIGEST = "digest";

function canonicalDigest(content: unknown): string | null {
  try {
    return json.fits(content) ? sha256(canonicalJson(content)) : null;
  } catch {
    // A number that no JSON was written with (1e999).
    return null;
  }
}

/** A shape whose values fit the digest that they carry, if they carry one. */
export const sealed = <T>(of: Shape<T>): Shape<T> =>
  checked(of, (value) =>
    sealOf(value) === "broken" ? "its content does not fit the digest that it carries" : null,
  );
