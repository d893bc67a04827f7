/** Numbers in an array that grows; a dev set can have some 20 million candidates. */
function newList(): {
  readonly push: (value: number) => void;
  readonly sorted: () => Float64Array;
} {
  let values = new Float64Array(1024);
  let size = 0;
  return {
    push: (value) => {
      if (size === values.length) {
        const larger = new Float64Array(2 * size);
        larger.set(values);
        values = larger;
      }
      values[size++] = value;
    },
    sorted: () => values.subarray(0, size).sort(),
  };
}

/** Candidates that are predicted while a value lies on one side of a place of theirs. */
export interface Sweep {
  /** Predicted while the value is below the place. */
  readonly below: (place: number, isGold: boolean) => void;
  /** Predicted while the value is above the place. */
  readonly above: (place: number, isGold: boolean) => void;
  readonly always: (isGold: boolean) => void;
  /**
   * A value above `least` with the best F1 = 2 correct / (submitted + gold), midway between two places or beyond the
   * last; the lowest of several. null without any place above `least`. To be called once.
   */
  readonly best: (gold: number, least: number) => number | null;
}

/** Collects candidates and finds the value of best F1 among all there are. */
export function newSweep(): Sweep {
  const lists = { below: newList(), above: newList() };
  const goldLists = { below: newList(), above: newList() };
  let submittedAlways = 0;
  let correctAlways = 0;
  const add =
    (side: "below" | "above") =>
    (place: number, isGold: boolean): void => {
      lists[side].push(place);
      if (isGold) goldLists[side].push(place);
    };
  return {
    below: add("below"),
    above: add("above"),
    always: (isGold) => {
      submittedAlways++;
      if (isGold) correctAlways++;
    },
    best: (gold, least) => {
      const submitted = newCounter(lists.below.sorted(), lists.above.sorted());
      const correct = newCounter(goldLists.below.sorted(), goldLists.above.sorted());
      let best = -1;
      let found: number | null = null;
      let place = submitted.next(least);
      if (place === Infinity) return null;
      for (let from = least; place > from;) {
        const value = between(from, place);
        const all = submittedAlways + submitted.at(value) + gold;
        const f1 = all === 0 ? 0 : (correctAlways + correct.at(value)) / all;
        if (f1 > best) [best, found] = [f1, value];
        from = place;
        place = submitted.next(place);
      }
      return found;
    },
  };
}

const between = (from: number, to: number): number =>
  from === -Infinity ? to - 1 : to === Infinity ? from + 1 : from + (to - from) / 2;

/** Counts what is predicted at values that are asked for in rising order. */
function newCounter(below: Float64Array, above: Float64Array) {
  let passed = 0;
  let reached = 0;
  return {
    /** Candidates predicted at a value that is none of the places. */
    at: (value: number): number => {
      while (passed < below.length && below[passed] < value) passed++;
      while (reached < above.length && above[reached] < value) reached++;
      return below.length - passed + reached;
    },
    /** The first place above a value, Infinity after the last. */
    next: (value: number): number => {
      let i = passed;
      let j = reached;
      while (i < below.length && below[i] <= value) i++;
      while (j < above.length && above[j] <= value) j++;
      return Math.min(below[i] ?? Infinity, above[j] ?? Infinity);
    },
  };
}
