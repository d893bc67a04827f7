import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { listAttempts } from "../../store/attempts.js";
import { attemptDir, FILES } from "../../store/paths.js";
import type { Owner } from "../../store/owner.js";
import type { EarlierAttempt } from "../provenance.js";

/** The attempts of a run before number `attempt`, with who made them as far as that is known. */
export async function earlierAttempts(dir: string, attempt: number): Promise<EarlierAttempt[]> {
  const before = (await listAttempts(dir)).filter((k) => k < attempt);
  return await Promise.all(
    before.map(async (k): Promise<EarlierAttempt> => {
      let owner: Partial<Owner> = {};
      try {
        const path = join(attemptDir(dir, k), FILES.owner);
        owner = JSON.parse(await readFile(path, "utf8")) as Partial<Owner>;
      } catch {
        // A claimant that died in the middle of its claim.
      }
      return { attempt: k, host: owner.host ?? null, since: owner.since ?? null };
    }),
  );
}
