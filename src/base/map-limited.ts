/**
 * Like `Promise.all(items.map(use))` with at most `limit` calls under way: ten thousand open files are too many.
 * Rejects with the first error, when the calls under way have ended.
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  use: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array<R>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      results[at] = await use(items[at]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
