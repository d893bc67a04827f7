/** How claimants show that they live. */
interface Liveness {
  /** Seconds between two heartbeats. */
  readonly beatSeconds: number;
  /**
   * Seconds without a heartbeat after which a claimant on another machine counts as dead. Well above what network
   * file systems keep attributes in their caches (60 s on NFS).
   */
  readonly staleSeconds: number;
  /** In place of what tells this machine from others. */
  readonly machine?: string;
}

/** AMTL_TEST_LIVENESS, for tests that play several machines on one, and have no minutes to wait: JSON of the above. */
const told = JSON.parse(process.env.AMTL_TEST_LIVENESS ?? "{}") as Partial<Liveness>;

export const LIVENESS: Liveness = { beatSeconds: 5, staleSeconds: 150, ...told };
