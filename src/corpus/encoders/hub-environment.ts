import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** A variable of the environment; what is set to nothing is not set. */
function variable(...names: readonly string[]): string | undefined {
  return names.map((name) => process.env[name] ?? "").find((value) => value !== "");
}

/** The hub's own folder for all that programs of this user have downloaded from it. */
function hubHome(): string {
  const home = variable("HF_HOME");
  if (home !== undefined) return resolve(home);
  return join(variable("XDG_CACHE_HOME") ?? join(homedir(), ".cache"), "huggingface");
}

/** Where `transformers` and other programs keep what they downloaded: HF_HUB_CACHE, or below HF_HOME. */
export function hubCache(): string {
  const own = variable("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE");
  return own === undefined ? join(hubHome(), "hub") : resolve(own);
}

/** HF_HUB_OFFLINE: nothing may be asked of the hub. */
export const isHubOffline = (): boolean =>
  /^(1|on|yes|true)$/i.test(variable("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE") ?? "");

/** The user's token for files that the hub gives to some only: HF_TOKEN, or what `hf auth login` stored; null: none. */
export function hubToken(): string | null {
  const given = variable("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
  if (given !== undefined) return given.trim();
  try {
    const stored = readFileSync(variable("HF_TOKEN_PATH") ?? join(hubHome(), "token"), "utf8");
    return stored.trim() === "" ? null : stored.trim();
  } catch {
    return null;
  }
}
