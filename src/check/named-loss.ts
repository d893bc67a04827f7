import { LOSSES } from "../methods/losses/registry.js";
import type { Loss } from "../contract/loss.js";

/** Golden files write a loss's id without hyphens, in any case: "SSRPU", "balanced_softmax". */
const plain = (name: string): string => name.replaceAll(/[-_]/g, "").toLowerCase();

const BY_NAME: ReadonlyMap<string, Loss> = new Map(
  [...LOSSES].map(([id, loss]) => [plain(id), loss]),
);

/** The loss that golden files call so; undefined: there is none. */
export const namedLoss = (name: string): Loss | undefined => BY_NAME.get(plain(name));
