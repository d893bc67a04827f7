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
  readonly #relations = new Map<string, number>();
  readonly #known: readonly Map<number, number>[];
  readonly #gold: readonly number[];

  /** @param documents all that were scored, their titles all different. */
  constructor(
    private readonly documents: readonly Pick<GoldDocument, "title" | "names" | "facts">[],
  ) {
    this.#places = new Map(documents.map(({ title }, at) => [title, at]));
    this.#known = documents.map(({ facts }) => {
      const keys = new Set(facts.map(({ h, t, r }) => keyOf(h, this.#relation(r), t)));
      return new Map([...keys].map((key, at) => [key, at]));
    });
    this.#gold = this.#known.map(({ size }) => size);
  }

  /** Adds what a run predicted. */
  place(predictions: Iterable<FactTriple>): Placed {
    const found = this.#known.map(() => new Set<number>());
    for (const { title, h_idx, t_idx, r } of predictions) {
      const document = this.#places.get(title);
      if (document === undefined) continue;
      const known = this.#known[document];
      const key = keyOf(h_idx, this.#relation(r), t_idx);
      const at = known.get(key) ?? known.size;
      if (at === known.size) known.set(key, at);
      found[document].add(at);
    }
    return found.map((each) => [...each]);
  }

  #relation(id: string): number {
    const known = this.#relations.get(id);
    if (known !== undefined) return known;
    this.#relations.set(id, this.#relations.size);
    return this.#relations.size - 1;
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
    const documents = this.#known.map((known, at) => ({
      gold: this.#gold[at],
      facts: [...known.keys()].flatMap(partsOf),
      ...(hasNames && { names: this.documents[at].names.map(([name]) => name) }),
    }));
    return { set, relations: [...this.#relations.keys()].map(nameOf), documents };
  }
}

/** More entities than a document has. One that is not there may have any index: it counts as the nearest that fits. */
const ENTITIES = 2 ** 16;

/** One number for a fact, of which there are millions. */
const keyOf = (h: number, r: number, t: number): number =>
  (r * ENTITIES + entityKey(h)) * ENTITIES + entityKey(t);

const entityKey = (index: number): number => Math.min(Math.max(index + 1, 0), ENTITIES - 1);

function partsOf(key: number): readonly [h: number, r: number, t: number] {
  const pair = Math.floor(key / ENTITIES);
  return [(pair % ENTITIES) - 1, Math.floor(pair / ENTITIES), (key % ENTITIES) - 1];
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
