import { AmtlError, ExitCode } from "../../base/errors.js";
import { groupBy } from "../../base/group-by.js";
import { plural } from "../../base/text/plural.js";
import type { Datasets } from "../../contract/corpus/dataset.js";
import type { GoldDocument } from "../../contract/corpus/fact.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { ownDataset } from "../../methods/datasets/own.js";
import { datasetsWith, relationNamesOf, splitOf } from "../../methods/datasets/registry.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import type { RunFiles } from "../../provenance/run-files.js";
import { FactList, groupFacts, type GroupFacts, type SetFacts } from "../../report/errors/facts.js";
import type { Selection } from "../select/select.js";
import { evaluatedCells, type EvaluatedCell } from "./evaluations.js";
import { rememberedFacts, type FoundFacts } from "./kept-facts.js";
import { placedOf } from "./predicted-facts.js";

/** The documents that some runs were scored on. */
interface Scored {
  readonly set: string;
  readonly limit: number | undefined;
  readonly labelSpace: number | null;
}

/**
 * Gold and predicted facts behind the cells of one table: the kept predictions, and the set's file. What is not here, or does
 * not give the counts of the result, is left out.
 * @param root folder of runs.
 */
export async function factsBehind(
  { profile, items, datasets: own }: Pick<Selection, "profile" | "items" | "datasets">,
  root: string,
  files: RunFiles,
): Promise<FoundFacts> {
  if (items.length !== 1) return { withoutFacts: "a report of one table has them" };
  const [{ selected }] = items;
  const datasets = datasetsWith([...own.values()].map(ownDataset));
  const scored = new Map(selected.runs.flatMap(scoredBy));
  const cells = evaluatedCells(selected.cells).flatMap((cell) => {
    const of = scored.get(cell.ids[0]);
    return of === undefined ? [] : [{ ...cell, of, set: JSON.stringify(of) }];
  });
  const source = { profile: profile.id, datasets, sets: cells.map(({ of }) => of), cells };
  return await rememberedFacts(source, root, files, () =>
    findFacts(cells, { profile: profile.id, datasets, root, files }),
  );
}

interface FactCell extends EvaluatedCell {
  readonly of: Scored;
  /** The same for cells of the same documents. */
  readonly set: string;
}

interface Places {
  readonly profile: ProfileId;
  readonly datasets: Datasets;
  readonly root: string;
  readonly files: RunFiles;
}

async function findFacts(
  cells: readonly FactCell[],
  { profile, datasets, root, files }: Places,
): Promise<FoundFacts> {
  const sets: SetFacts[] = [];
  const groups: GroupFacts[] = [];
  const lacks: string[] = [];
  for (const alike of groupBy(cells, ({ set }) => set).values()) {
    const [{ of }] = alike;
    const documents = await goldOf(profile, of, datasets);
    if (typeof documents === "string") {
      lacks.push(documents);
      continue;
    }
    const list = new FactList(documents);
    const before = groups.length;
    for (const group of groupBy(alike, ({ ids }) => ids.join()).values()) {
      const runs = await placedOf(list, group[0].ids, root, files);
      const ids = group.map(({ id }) => id);
      if (runs.length === 0) continue;
      if (runs.includes(null)) lacks.push(`predictions behind ${ids[0]} do not give its counts`);
      else
        groups.push(
          groupFacts(
            ids,
            of.set,
            runs.filter((each) => each !== null),
          ),
        );
    }
    if (groups.length === before) continue;
    const names = relationNamesOf(of.set, datasets);
    const nameOf = (id: string): string => (id in names ? `${names[id]} (${id})` : id);
    sets.push(list.facts(of.set, nameOf, true));
  }
  const shown = lacks.length < 3 ? lacks : [lacks[0], plural(lacks.length - 1, "more reason")];
  return { facts: { sets, groups }, ...(lacks.length > 0 && { withoutFacts: shown.join("; ") }) };
}

const scoredBy = ({ spec, evals }: PlannedRun): readonly (readonly [string, Scored])[] =>
  evals.map(({ evalId, spec: { evalSet } }) => [
    evalId,
    { set: evalSet, limit: spec.limit, labelSpace: spec.layout.labelSpace },
  ]);

/** What is to be found in a set, or why that is not known here. */
async function goldOf(
  profile: ProfileId,
  { set, limit, labelSpace }: Scored,
  datasets: Datasets,
): Promise<readonly GoldDocument[] | string> {
  if (labelSpace !== null) return `runs of ${labelSpace} relations have gold facts of their own`;
  try {
    const { loadDocuments } = await import("../../corpus/datasets/documents.js");
    const { toGold } = await import("../../corpus/read/gold.js");
    const documents = await loadDocuments(splitOf(profile, set, datasets).source);
    return documents.slice(0, limit).map(toGold);
  } catch (error) {
    if (!(error instanceof AmtlError)) throw error;
    return `the file of ${set} ${error.exitCode === ExitCode.lacking ? "is not here" : "cannot be read"}`;
  }
}
