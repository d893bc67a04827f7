import type { Document } from "../../contract/corpus/document.js";
import type { Prediction } from "../../corpus/read/predictions.js";

/** Gold facts of each title. */
type Keys = ReadonlyMap<string, ReadonlySet<string>>;

export function goldKeys(documents: readonly Document[]): Keys {
  return new Map(
    documents.map(({ title, facts }) => [
      title,
      new Set((facts ?? []).map(({ h, t, r }) => `${h} ${t} ${r}`)),
    ]),
  );
}

/** Whether a prediction is gold. */
export const isIn = (
  gold: Keys,
  { title, h_idx, t_idx, r }: Omit<Prediction, "evidence" | "line">,
) => gold.get(title)?.has(`${h_idx} ${t_idx} ${r}`) ?? false;

/** How predictions do where they are read in some way. */
export interface Reading {
  readonly right: number;
  /** How many name entities that exist. */
  readonly there: number;
  /** The first that is right. */
  readonly first: Prediction | null;
}

/** Ways to read a file of predictions. */
export interface Readings {
  readonly asIs: Reading;
  readonly from1: Reading;
  readonly exchanged: Reading;
}

/** How predictions do as they are, with entities counted from 1, and with head and tail exchanged. */
export function readingsOf(
  predictions: readonly Prediction[],
  gold: Keys,
  entities: ReadonlyMap<string, number>,
): Readings {
  const read = (change: (h: number, t: number) => readonly [h: number, t: number]): Reading => {
    let [right, there] = [0, 0];
    let first: Prediction | null = null;
    for (const prediction of predictions) {
      const { title, h_idx, t_idx, r } = prediction;
      const [h, t] = change(h_idx, t_idx);
      const size = entities.get(title);
      if (size === undefined) continue;
      if (Math.min(h, t) >= 0 && Math.max(h, t) < size) there++;
      if (!isIn(gold, { title, h_idx: h, t_idx: t, r })) continue;
      right++;
      first ??= prediction;
    }
    return { right, there, first };
  };
  return {
    asIs: read((h, t) => [h, t]),
    from1: read((h, t) => [h - 1, t - 1]),
    exchanged: read((h, t) => [t, h]),
  };
}

/** In words, that entities seem to be counted from 1; null where that explains no more than 0 does. */
export function shiftText({ asIs, from1 }: Readings): string | null {
  if (from1.right < asIs.right || (from1.right === asIs.right && from1.there <= asIs.there))
    return null;
  return `were they counted from 1? Then ${from1.there} in place of ${asIs.there} name entities that exist, and ${from1.right} in place of ${asIs.right} are right`;
}
