import type { RunEvent } from "../../contract/event.js";

/** Shows an execution as it goes on. Standard error, but for `json`. */
export interface Progress {
  readonly take: (event: RunEvent) => void;
  /** A word from the program itself ("stopping, …"). */
  readonly say: (text: string) => void;
  readonly close: () => void;
}

/** live: a block that is redrawn. lines: one line an event. json: NDJSON on standard output. */
export type ProgressMode = "live" | "lines" | "json" | "quiet";
