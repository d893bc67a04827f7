import { join } from "node:path";
import { errorCode } from "../../store/files.js";
import { setAside, type MovedFile } from "../../store/moved.js";
import { FILES } from "../../store/paths.js";
import { predictionsFlaw } from "../../store/predictions.js";
import { inspectResultFile } from "../../store/read-result.js";
import { checkKept } from "./checks.js";

/**
 * Moves damaged files beside a result out of the way: predictions, weights, scores. What is needed of them is made again.
 * Only for whoever has claimed the run.
 * @param dir …/train/<trainId> or …/eval/<evalId>.
 */
export async function setAsideKept(dir: string): Promise<readonly MovedFile[]> {
  const damaged = (await checkKept(dir)).filter(({ flaw }) => flaw !== null);
  const result = await inspectResultFile(dir);
  const digest = result.state === "value" ? result.value.digests[FILES.predictions] : undefined;
  const paths = damaged.map(({ path }) => path);
  if ((await predictionsFlaw(dir, digest)) !== null) paths.push(join(dir, FILES.predictions));
  const moved = await Promise.all(
    paths.map((path) =>
      setAside(path).catch((error: unknown) => {
        // Predictions that are gone are only to be made again.
        if (errorCode(error) === "ENOENT") return null;
        throw error;
      }),
    ),
  );
  return moved.filter((each) => each !== null);
}
