import type { FactTriple, GoldDocument } from "../../contract/corpus/fact.js";

/** Gold facts of a document, and behind them what some run predicted and is none. */
export interface DocumentFacts {
  /** How many of the facts are gold. */
  readonly gold: number;
  /** Head, relation and tail of each fact, one after another: entities by their index, relations by theirs in the set's list. */
  readonly facts: readonly number[];
  /** A name of each entity; absent where nobody shall know. */
  readonly names?: readonly string[] | undefined;
}

/** An evaluation set with the facts that are gold or were predicted. */
export interface SetFacts {
  readonly set: string;
  /** "country (P17)", or the id alone. */
  readonly relations: readonly string[];
  /** In the order of the set's file. */
  readonly documents: readonly DocumentFacts[];
}

/** How many of the runs behind some cells predicted each fact of a set. */
export interface GroupFacts {
  readonly cells: readonly string[];
  readonly set: string;
  readonly runs: number;
  /** Of each document, in the order of its facts; zeros at the end are left out. */
  readonly predicted: readonly (readonly number[])[];
}

/** Gold and predicted facts behind the cells of a table. */
export interface TableFacts {
  readonly sets: readonly SetFacts[];
  readonly groups: readonly GroupFacts[];
}

/** What a run predicted, document by document: places in the lists of facts, each once. */
type Placed = readonly (readonly number[])[];

/**
 * Collects facts of one set. Repeats count once on both sides, and predictions for unknown titles are of no document, as
 * the scorer has it.
 */
export class FactList {
  readonly #places: ReadonlyMap<string, number>;
  readonly #known: readonly Map<string, number>[];
  readonly #gold: readonly number[];

  /** @param documents all that were scored, their titles all different. */
  constructor(
    private readonly documents: readonly Pick<GoldDocument, "title" | "names" | "facts">[],
  ) {
    this.#places = new Map(documents.map(({ title }, at) => [title, at]));
    this.#known = documents.map(({ facts }) => {
      const keys = new Set(facts.map(({ h, t, r }) => keyOf(h, r, t)));
      return new Map([...keys].map((key, at) => [key, at]));
    });
    this.#gold = this.#known.map(({ size }) => size);
  }

  /** Adds what a run predicted. */
  place(predictions: readonly FactTriple[]): Placed {
    const found = this.#known.map(() => new Set<number>());
    for (const { title, h_idx, t_idx, r } of predictions) {
      const document = this.#places.get(title);
      if (document === undefined) continue;
      const known = this.#known[document];
      const key = keyOf(h_idx, r, t_idx);
      const at = known.get(key) ?? known.size;
      known.set(key, at);
      found[document].add(at);
    }
    return found.map((each) => [...each]);
  }

  /** What the scorer counts of a run, by document. */
  counts(placed: Placed): readonly (readonly [gold: number, submitted: number, correct: number])[] {
    return placed.map((found, document) => {
      const gold = this.#gold[document];
      return [gold, found.length, found.filter((at) => at < gold).length];
    });
  }

  /** All that was collected. @param nameOf of a relation. @param hasNames whether entities have theirs. */
  facts(set: string, nameOf: (relation: string) => string, hasNames: boolean): SetFacts {
    const relations = new Map<string, number>();
    const numbers = (key: string): readonly number[] => {
      const [h, t, r] = partsOf(key);
      const at = relations.get(r) ?? relations.size;
      relations.set(r, at);
      return [h, at, t];
    };
    const documents = this.#known.map((known, at) => ({
      gold: this.#gold[at],
      facts: [...known.keys()].flatMap(numbers),
      ...(hasNames && { names: this.documents[at].names.map(([name]) => name) }),
    }));
    return { set, relations: [...relations.keys()].map(nameOf), documents };
  }
}

const keyOf = (h: number, r: string, t: number): string => `${h} ${t} ${r}`;

function partsOf(key: string): readonly [h: number, t: number, r: string] {
  const [h, t] = key.split(" ", 2);
  return [Number(h), Number(t), key.slice(h.length + t.length + 2)];
}

/** Runs of some cells in one. @param runs one at least. */
export function groupFacts(
  cells: readonly string[],
  set: string,
  runs: readonly Placed[],
): GroupFacts {
  const predicted = runs[0].map((_, document) => {
    const counts: number[] = [];
    for (const placed of runs) {
      for (const at of placed[document]) {
        while (counts.length <= at) counts.push(0);
        counts[at]++;
      }
    }
    return counts;
  });
  return { cells, set, runs: runs.length, predicted };
}
