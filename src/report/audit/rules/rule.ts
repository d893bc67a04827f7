import type { Finding } from "../finding.js";
import type { Paper } from "../paper.js";

/** Something that every paper's numbers can be asked. */
export interface Rule {
  /** What it looks at, for the documentation. */
  readonly about: string;
  readonly find: (paper: Paper) => readonly Finding[];
}
