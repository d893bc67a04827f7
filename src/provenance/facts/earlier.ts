import { join } from "node:path";
import { readJsonOr } from "../../base/read-json.js";
import { fields, optional, text } from "../../base/shape.js";
import { listAttempts } from "../../store/claims/attempts.js";
import { attemptDir, FILES } from "../../store/paths.js";
import type { EarlierAttempt } from "../provenance.js";

/** What provenance keeps of an owner; a claimant that died in the middle of its claim left none. */
const owner = fields({ host: optional(text), since: optional(text) });

/** The attempts of a run before number `attempt`, with who made them as far as that is known. */
export async function earlierAttempts(dir: string, attempt: number): Promise<EarlierAttempt[]> {
  const before = (await listAttempts(dir)).filter((k) => k < attempt);
  return await Promise.all(
    before.map(async (k): Promise<EarlierAttempt> => {
      const found = await readJsonOr(join(attemptDir(dir, k), FILES.owner), owner);
      return { attempt: k, host: found?.host ?? null, since: found?.since ?? null };
    }),
  );
}
