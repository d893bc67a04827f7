import { readFile } from "node:fs/promises";
import { listOf } from "../../base/shape.js";
import { parseJson } from "../../base/read-json.js";
import { claimShape, type Claim } from "./claim.js";

/** The paper's claims and the controls that its argument needs, in the paper's order. */
export async function readClaims(): Promise<readonly Claim[]> {
  const file = new URL("../paper/printed/claims.json", import.meta.url);
  const read = parseJson(await readFile(file, "utf8"), listOf(claimShape));
  if (read.state === "damaged") throw new Error(`Expected the paper's claims, got: ${read.why}`);
  return read.value;
}
