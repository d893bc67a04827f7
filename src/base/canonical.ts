import { hash } from "node:crypto";
import type { Json } from "./json.js";

export type { Json } from "./json.js";

/**
 * JSON with sorted keys and no white space: equal values give equal bytes.
 * Keys whose value is undefined are left out. Throws a TypeError on NaN and infinities, which JSON cannot say.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError(`Expected a finite number in canonical JSON, got ${value}`);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(",")}]`;
  // A plain loop: a plan writes hundreds of these before anything is compiled, and this is four times faster then.
  const fields = value as Record<string, Json | undefined>;
  let text = "";
  for (const key of Object.keys(fields).sort()) {
    const item = fields[key];
    if (item === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}

/** Lower-case hexadecimal SHA-256 of UTF-8 text or bytes. */
export const sha256 = (content: string | Uint8Array): string => hash("sha256", content, "hex");
