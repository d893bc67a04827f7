import { badInput } from "../../../base/errors.js";
import type { Sizes } from "../../../contract/backbone.js";

/** @throws AmtlError (2) unless the blocks of a grouped bilinear layer divide its vectors. */
export function checkBlock({ embedding, block }: Sizes): void {
  if (Number(embedding) % Number(block) === 0) return;
  throw badInput("Embedding is not a multiple of block", {
    where: "--set embedding, block",
    expected: "an embedding that is a multiple of block",
    got: `embedding ${String(embedding)}, block ${String(block)}`,
  });
}
