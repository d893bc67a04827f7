import { ENCODERS } from "../../methods/encoders/registry.js";

/** Bytes that a training with this encoder is assumed to take at its peak; null where it is unknown. */
export const assumedMemory = (encoder: string): number | null =>
  ENCODERS.get(encoder)?.memory ?? null;
