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
