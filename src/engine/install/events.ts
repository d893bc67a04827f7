/** What an installation reports while it works; the command line shows it. */
export type InstallEvent =
  | {
      readonly type: "plan";
      readonly what: string;
      readonly downloadBytes: number;
      readonly unpackedBytes: number;
      readonly folder: string;
    }
  | { readonly type: "waiting"; readonly lock: string }
  | {
      readonly type: "progress";
      readonly step: "downloading" | "unpacking" | "checking";
      readonly bytes: number;
      readonly total: number;
    }
  | { readonly type: "compiling"; readonly compiler: string }
  | { readonly type: "linked"; readonly folder: string };

export type Report = (event: InstallEvent) => void;

export interface InstallOptions {
  /** "quick" believes size and time of what was checked before; "every-byte" reads it all again. */
  readonly check: "quick" | "every-byte";
  readonly report: Report;
  /** Ends the installation early; what it has not finished is removed. */
  readonly signal?: AbortSignal;
}
