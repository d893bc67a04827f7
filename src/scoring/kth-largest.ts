/**
 * The k-th largest of logits[from … to) that exceed `above`, or -Infinity when there are fewer than k;
 * equal values count one by one, NaN is left out. By insertion into the k best so far: k is small.
 *
 * @param best room for the k best, overwritten; its length is k.
 */
export function kthLargest(
  logits: Float32Array,
  from: number,
  to: number,
  best: Float32Array,
  above = -Infinity,
): number {
  const last = best.length - 1;
  best.fill(-Infinity);
  for (let index = from; index < to; index++) {
    const logit = logits[index];
    if (!(logit > above) || logit <= best[last]) continue;
    let place = last;
    for (; place > 0 && best[place - 1] < logit; place--) best[place] = best[place - 1];
    best[place] = logit;
  }
  return best[last];
}
