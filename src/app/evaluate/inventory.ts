import { nearest } from "../../base/text/nearest.js";
import type { DatasetSpec } from "../../contract/corpus/dataset.js";
import { DATASETS } from "../../methods/datasets/registry.js";

/** The relations that predictions may name. */
export interface Inventory {
  readonly isKnown: (relation: string) => boolean;
  /** In original order where the data set is known; else as they occur. */
  readonly relations: readonly string[];
  /** The data set of which these are the relations; null for others. */
  readonly dataset: Pick<DatasetSpec, "label" | "relations" | "relationNames"> | null;
}

/** Relations of the gold and training facts, and of the data set that has all gold relations. */
export function inventoryOf(gold: ReadonlySet<string>, training: Iterable<string> = []): Inventory {
  const having = [...DATASETS.values()].filter(({ relations }) => {
    const all = new Set(relations);
    return [...gold].every((relation) => all.has(relation));
  });
  // Several data sets share an inventory; one of them is where it was ranked.
  const dataset = having.find(({ released }) => released !== undefined) ?? having.at(0) ?? null;
  const known = new Set([...(dataset?.relations ?? []), ...gold, ...training]);
  return { isKnown: (relation) => known.has(relation), relations: [...known], dataset };
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

/** What a relation that is none was probably meant to be, in words; null where nothing tells. */
export function meantRelation(
  got: string,
  { relations, dataset, isKnown }: Inventory,
): string | null {
  const names = Object.entries(dataset?.relationNames ?? {});
  const named = names.find(([, name]) => plain(name) === plain(got));
  if (named !== undefined) {
    return `that is the name of ${named[0]} (rel_info.json); write the id`;
  }
  const id = /(?<![A-Za-z0-9])[Pp]\s?\d+(?!\d)/.exec(got)?.[0].toUpperCase().replace(/\s/, "");
  if (id !== undefined && isKnown(id)) return `${id}, letter by letter?`;
  if (id === got) return dataset === null ? null : `it is none of ${dataset.label}'s relations`;
  const same = relations.find((relation) => plain(relation) === plain(got));
  if (same !== undefined) return `${same}, letter by letter?`;
  if (/^\d+$/.test(got) && dataset !== null) {
    if (Number(got) === 0) return "a class of a model? 0 is for no relation; leave it out";
    const meant = dataset.relations.at(Number(got) - 1);
    if (Number(got) > 0 && meant !== undefined) {
      return `a class of a model? In ${dataset.label}'s rel2id.json ${got} is ${meant}`;
    }
  }
  const near = nearest(got, relations);
  return near === undefined ? null : `${near}?`;
}
