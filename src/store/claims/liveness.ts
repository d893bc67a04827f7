import { parseJson } from "../../base/read-json.js";
import { fields, number, optional, text } from "../../base/shape.js";

/** How claimants show that they are alive. */
interface Liveness {
  /** Seconds between two heartbeats. */
  readonly beatSeconds: number;
  /**
   * Seconds without a heartbeat after which a claimant on another machine counts as dead. Well above what network
   * file systems keep attributes in their caches (60 s on NFS).
   */
  readonly staleSeconds: number;
  /** Replaces the identity of this machine. */
  readonly machine?: string;
}

const shape = fields({
  beatSeconds: optional(number),
  staleSeconds: optional(number),
  machine: optional(text),
});

/**
 * AMTL_TEST_LIVENESS (JSON of the above) lets tests play several machines on one, without waiting for minutes. It is
 * read from the environment because commands and their workers are processes of their own, which nothing else reaches.
 */
const override = parseJson(process.env.AMTL_TEST_LIVENESS ?? "{}", shape);

export const LIVENESS: Liveness = {
  beatSeconds: 5,
  staleSeconds: 150,
  ...(override.state === "value" && override.value),
};
