/** How far a download is. */
export interface Progress {
  /** What is being fetched, for people. */
  readonly name: string;
  readonly received: number;
  /** Null while the server does not say. */
  readonly total: number | null;
}

/** What the content must be. A git blob id is the SHA-1 of `blob <size>`, a zero byte and the content. */
export interface ExpectedDigest {
  readonly sha256?: string | undefined;
  readonly gitBlobSha1?: string | undefined;
}

/** Waiting times and persistence. */
export interface Patience {
  /** Milliseconds until a server must have answered. */
  readonly answer: number;
  /** Milliseconds without a byte after which a connection counts as lost. */
  readonly silence: number;
  /** What a connection must bring in so many milliseconds to count as alive. */
  readonly pace: { readonly bytes: number; readonly within: number };
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubled before each further one. */
  readonly pause: number;
  /** Milliseconds that a server may ask to wait (Retry-After) before it counts as not to be had. */
  readonly mostPause: number;
}

export const PATIENCE: Patience = {
  answer: 30_000,
  silence: 30_000,
  pace: { bytes: 60_000, within: 60_000 },
  attempts: 4,
  pause: 1000,
  mostPause: 120_000,
};

export interface FetchRequest extends ExpectedDigest {
  readonly url: string;
  /** Path of the finished file; `<target>.part` holds what has arrived, for resuming. */
  readonly target: string;
  readonly maxBytes: number;
  /** For people, what such files hold: of the expected one, and of another; null where that one is no such file. */
  readonly holds?: {
    readonly expected: string;
    readonly found: (path: string, sha256: string) => Promise<string | null>;
  };
  /** For a server that gives the file to some only. It is sent to the server of `url` alone, not on to others. */
  readonly access?: { readonly token: string | null; readonly howToGet: string };
  /** What a user types to bring it, for messages: "amtl-run data get redocred/test_revised.json". */
  readonly command: string;
  readonly onProgress?: (progress: Progress) => void;
  readonly patience?: Patience;
}

export interface Fetched {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** False when the target was there already and as expected. */
  readonly fetched: boolean;
}
