/** Holm's adjusted p values (Holm 1979), in the order of the given ones: significant at alpha where they are below it. */
export function holm(p: readonly number[]): readonly number[] {
  const order = p.map((_, at) => at).sort((a, b) => p[a] - p[b]);
  const adjusted = Array<number>(p.length);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (p.length - rank) * p[at]));
    adjusted[at] = largest;
  });
  return adjusted;
}
