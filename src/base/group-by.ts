/** Things by what a function says of them, in the order of their first appearance. */
export function groupBy<T, K>(
  things: Iterable<T>,
  by: (thing: T) => K,
): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const name = by(thing);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [thing]);
    else group.push(thing);
  }
  return groups;
}
