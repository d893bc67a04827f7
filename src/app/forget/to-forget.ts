/** Something that can go. */
export interface ToForget<T> {
  readonly what: T;
  /** Why it needs `--yes`; null: nothing is lost by it. */
  readonly loses: string | null;
  /** @throws AmtlError (2) where somebody has begun work on it meanwhile. */
  readonly remove: () => Promise<void>;
}
