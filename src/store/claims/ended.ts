import { join } from "node:path";
import { rename } from "../../base/machine/files.js";
import { readJson } from "../../base/read-json.js";
import { fields, nullable, oneOf, optional, text } from "../../base/shape.js";
import { prettyJson, replaceFile } from "../files.js";
import { FILES } from "../paths.js";
import { isCancelRequested } from "./cancel.js";

/** How an attempt came to its end, written by its owner; an attempt without it runs, or its owner died. */
export interface Ended {
  readonly schema: 1;
  readonly outcome: "done" | "failed" | "interrupted";
  /** Failure kind, for a failed attempt. */
  readonly kind: string | null;
  /** What happened, in words; null where the kind says all, and in older files. */
  readonly message: string | null;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** ended.json; of a claim that turned into its end (see {@link endAttempt}) it holds the owner. */
const endedShape = fields({
  outcome: optional(oneOf("done", "failed", "interrupted")),
  kind: optional(nullable(text)),
  message: optional(nullable(text)),
  time: optional(text),
});

/** How the attempt ended; null while it runs, or when its owner died. */
export async function readEnded(attempt: string): Promise<Ended | null> {
  const found = await readJson(join(attempt, FILES.ended), endedShape);
  if (found.state !== "value") return null;
  const { outcome = "failed", kind = "environment", message = null, time = "" } = found.value;
  return { schema: 1, outcome, kind, message, time };
}

/** Whether the attempt ended because somebody asked for that ({@link requestCancel}). */
export async function wasCancelled(attempt: string): Promise<boolean> {
  const ended = await readEnded(attempt);
  return ended?.outcome === "interrupted" && (await isCancelRequested(attempt));
}

/** Records how an attempt ended, which frees the run for the next one at once. */
export async function endAttempt(
  attempt: string,
  outcome: Ended["outcome"],
  kind: string | null = null,
  message: string | null = null,
): Promise<void> {
  const ended: Ended = { schema: 1, outcome, kind, message, time: new Date().toISOString() };
  const path = join(attempt, FILES.ended);
  try {
    await replaceFile(path, prettyJson(ended));
  } catch (error) {
    // A full disk still renames: the owner gives the claim up by turning into its end (see readEnded).
    await rename(join(attempt, FILES.owner), path).catch(() => {
      throw error;
    });
  }
}
