import { randomBytes } from "node:crypto";
import type { ProcessIdentity } from "../../base/machine/contract.js";
import { self, startOf } from "../../base/machine/processes.js";
import { count, fields, oneOf, text, type Shape } from "../../base/shape.js";
import type { Owner } from "../../contract/run-state.js";
import { LIVENESS } from "./liveness.js";

/** owner.json, of an attempt or a command. */
export const ownerShape: Shape<Owner> = fields({
  schema: oneOf(1),
  host: text,
  machine: text,
  pid: count,
  started: text,
  nonce: text,
  since: text,
});

/** This process; a test may give its machine another name. */
async function describeSelf(): Promise<ProcessIdentity> {
  const found = await self();
  return LIVENESS.machine === undefined ? found : { ...found, machine: LIVENESS.machine };
}

/** This process as the owner of a new claim. */
export async function newOwner(): Promise<Owner> {
  return {
    schema: 1,
    ...(await describeSelf()),
    nonce: randomBytes(8).toString("hex"),
    since: new Date().toISOString(),
  };
}

/**
 * Whether the owner's process still runs: "unknown" when it is on another machine, where only its heartbeat is visible.
 */
export async function ownerState(owner: Owner): Promise<"alive" | "dead" | "unknown"> {
  const here = await describeSelf();
  if (owner.host !== here.host || owner.machine !== here.machine) return "unknown";
  return (await startOf(owner.pid)) === owner.started ? "alive" : "dead";
}
