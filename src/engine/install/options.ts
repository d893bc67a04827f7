import type { Report } from "./events.js";

export interface InstallOptions {
  /** "quick" believes size and time of what was checked before; "every-byte" reads it all again. */
  readonly check: "quick" | "every-byte";
  readonly report: Report;
  /** Ends the installation early; what it has not finished is removed. */
  readonly signal?: AbortSignal;
}
