import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { inspectProvenance } from "../../provenance/provenance.js";
import { verifyKept } from "../../state/files/checks.js";
import { FILES } from "../../store/paths.js";
import { predictionsFlaw } from "../../store/predictions.js";
import { inspectResult, inspectResultFile } from "../../store/read-result.js";

/** A file that was read to its end; damage: why it cannot be used. */
export interface Verified {
  readonly path: string;
  readonly bytes: number;
  readonly damage: string | null;
}

/** Reads every file of a run's folder (…/train/<id>, …/eval/<id>) that a number may rest on. */
export async function verifyFolder(dir: string): Promise<readonly Verified[]> {
  const names = new Set(await readdir(dir, { recursive: true }).catch(() => []));
  // One that is gone counts where a result tells of it.
  const digest = await predictionsDigest(dir);
  if (digest !== undefined) names.add(FILES.predictions);
  const found: Verified[] = [];
  for (const name of [...names].sort()) {
    const damage = await flawOf(dir, name, digest).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    if (damage !== undefined) found.push(await verified(join(dir, name), damage));
  }
  return found;
}

export async function verified(path: string, damage: string | null): Promise<Verified> {
  const bytes = await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  return { path, bytes, damage };
}

async function predictionsDigest(dir: string): Promise<string | undefined> {
  const found = await inspectResultFile(dir).catch(() => null);
  return found?.state === "value" ? found.value.digests[FILES.predictions] : undefined;
}

/** undefined: nothing that a number rests on. */
async function flawOf(
  dir: string,
  name: string,
  digest: string | undefined,
): Promise<string | null | undefined> {
  switch (name) {
    case FILES.result:
      return whyOf(await inspectResult(dir));
    case FILES.provenance:
      return whyOf(await inspectProvenance(dir));
    case FILES.predictions:
      return await predictionsFlaw(dir, digest);
    default:
      return await verifyKept(dir, name);
  }
}

const whyOf = (found: { readonly state: string; readonly why?: string }): string | null =>
  found.why ?? null;
