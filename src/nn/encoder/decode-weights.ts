import type { StoredTensor } from "./safetensors-header.js";

/** Values of every half-precision number: 65,536 of them, made once. */
let halves: Float32Array | undefined;

function halfValue(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits >> 15 === 1 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function halfTable(): Float32Array {
  halves ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => halfValue(bits));
  return halves;
}

/**
 * Little-endian values as float32, exactly: F16, BF16 and single bytes are subsets of it.
 *
 * @param bytes the tensor's bytes in a buffer of their own (its place in the file need not be aligned)
 * @returns null for types that float32 does not hold exactly
 */
export function decodeValues(dtype: StoredTensor["dtype"], bytes: Uint8Array): Float32Array | null {
  const { buffer, byteLength } = bytes;
  if (dtype === "F32") return new Float32Array(buffer, 0, byteLength / 4);
  if (dtype === "U8") return Float32Array.from(bytes);
  if (dtype !== "F16" && dtype !== "BF16") return null;
  const stored = new Uint16Array(buffer, 0, byteLength / 2);
  if (dtype === "BF16") {
    const bits = new Uint32Array(stored.length);
    for (let i = 0; i < stored.length; i++) bits[i] = stored[i] << 16;
    return new Float32Array(bits.buffer);
  }
  const table = halfTable();
  const values = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i++) values[i] = table[stored[i]];
  return values;
}
