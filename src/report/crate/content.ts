/** A file of a crate. */
export interface CrateFile {
  /** Within the crate, with "/": "runs/train/ID/result.json". */
  readonly path: string;
  readonly bytes: Buffer;
  /** What it is, for readers. */
  readonly name: string;
}

/** Something that was computed: a training or an evaluation. */
export interface CrateStep {
  /** Unlike any other of the crate. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Version of the program that did it; null: not recorded. */
  readonly version: string | null;
  /** Paths of files that it read and wrote. */
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** ISO 8601, UTC; null where it is unknown or left out. */
  readonly started: string | null;
  readonly ended: string | null;
  /** Why it failed; null: it did not. */
  readonly error: string | null;
}

/** A reproduction with its runs: what a Workflow Run RO-Crate is made of. */
export interface CrateContent {
  readonly name: string;
  readonly description: string;
  /** The day on which it was made, UTC: "2026-01-31". */
  readonly date: string;
  /** Version of the program that makes it; null: left out. */
  readonly version: string | null;
  /** Whether its numbers stand beside the paper's. */
  readonly comparesPaper: boolean;
  /** Path of the script that computes everything again; it is one of the files. */
  readonly script: string;
  readonly files: readonly CrateFile[];
  readonly steps: readonly CrateStep[];
  /** Paths of the tables and pages, which the script's last step writes. */
  readonly tables: readonly string[];
}
