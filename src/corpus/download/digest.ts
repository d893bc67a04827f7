import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

export interface Digest {
  readonly bytes: number;
  readonly sha256: string;
  readonly gitBlobSha1: string;
}

/** Both digests of a file in one pass, without holding it in memory. */
export async function digestFile(path: string): Promise<Digest> {
  const { size } = await stat(path);
  const sha256 = createHash("sha256");
  const blob = createHash("sha1").update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    sha256.update(chunk as Buffer);
    blob.update(chunk as Buffer);
  }
  return { bytes: size, sha256: sha256.digest("hex"), gitBlobSha1: blob.digest("hex") };
}
