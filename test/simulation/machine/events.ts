/** Something that will happen. */
export interface Planned {
  at: number;
  readonly order: number;
  /** Null once it was taken back. */
  act: (() => void) | null;
}

/** What will happen, the earliest first; of several at one moment, the one that was planned first. */
export interface Agenda {
  readonly add: (at: number, act: () => void) => Planned;
  readonly take: () => Planned | undefined;
  readonly next: () => Planned | undefined;
}

const isBefore = (a: Planned, b: Planned): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap. */
export function newAgenda(): Agenda {
  const heap: Planned[] = [];
  let order = 0;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b], heap[a]];
  };
  const rise = (from: number): void => {
    for (let at = from; at > 0;) {
      const above = (at - 1) >> 1;
      if (!isBefore(heap[at], heap[above])) return;
      swap(at, above);
      at = above;
    }
  };
  const sink = (): void => {
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < heap.length && isBefore(heap[left], heap[least])) least = left;
      if (right < heap.length && isBefore(heap[right], heap[least])) least = right;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    add: (at, act) => {
      const planned: Planned = { at, order: order++, act };
      heap.push(planned);
      rise(heap.length - 1);
      return planned;
    },
    take: () => {
      if (heap.length === 0) return undefined;
      const first = heap[0];
      const last = heap.pop()!;
      if (heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first;
    },
    next: () => heap.at(0),
  };
}
