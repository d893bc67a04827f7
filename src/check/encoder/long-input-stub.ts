import type { Windows } from "../../contract/corpus/encoder.js";

/** The documents of the fixture (`stub.token_ids`). */
export const stubDocument = (document: number, length: number): Int32Array =>
  Int32Array.from({ length }, (_, p) => {
    if (p === 0) return 101;
    if (p === length - 1) return 102;
    return 200 + ((7 * p + 31 * document + ((p * p) % 13)) % 97);
  });

/** The closed-form encoder of the fixture (`stub.sequence_output`), in float64: [windows, width, hidden]. */
export function stubHidden({ ids, width }: Windows, hidden: number): Float32Array {
  const values = new Float32Array(ids.length * hidden);
  ids.forEach((id, row) => {
    for (let k = 0; k < hidden; k++) {
      values[row * hidden + k] = Math.sin(0.013 * id * (k + 1) + 0.0071 * (row % width) + 0.5 * k);
    }
  });
  return values;
}

/** One row of its attention (`stub.attention`): softmax in float64, padding at 0. */
function attentionRow(windows: Windows, row: number, head: number): Float64Array {
  const { width, ids, mask } = windows;
  const first = row - (row % width);
  const scores = new Float64Array(width);
  let total = 0;
  for (let j = 0; j < width; j++) {
    if (mask[first + j] === 0) continue;
    const angle = 0.05 * (head + 1) * (row % width) + 0.03 * j + 0.011 * ids[first + j];
    scores[j] = Math.exp(2 * Math.sin(angle));
    total += scores[j];
  }
  for (let j = 0; j < width; j++) scores[j] /= total;
  return scores;
}

/** Its attention at the asked rows (window · width + position): [rows, heads, width]. */
export function stubAttention(windows: Windows, rows: Int32Array, heads: number): Float32Array {
  const { width } = windows;
  const attention = new Float32Array(rows.length * heads * width);
  rows.forEach((row, index) => {
    for (let head = 0; head < heads; head++) {
      attention.set(attentionRow(windows, row, head), (index * heads + head) * width);
    }
  });
  return attention;
}
