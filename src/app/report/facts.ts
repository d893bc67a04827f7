import { join } from "node:path";
import { AmtlError, ExitCode } from "../../base/errors.js";
import { groupBy } from "../../base/group-by.js";
import { sha256 } from "../../base/canonical.js";
import { parseLine, readWhole } from "../../base/read-json.js";
import { fields, number, text } from "../../base/shape.js";
import { plural } from "../../base/text/plural.js";
import type { Datasets } from "../../contract/corpus/dataset.js";
import type { FactTriple, GoldDocument } from "../../contract/corpus/fact.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { ownDataset } from "../../methods/datasets/own.js";
import { datasetsWith, relationNamesOf, splitOf } from "../../methods/datasets/registry.js";
import type { PlannedRun } from "../../experiment/plan/plan.js";
import type { RunFiles } from "../../provenance/run-files.js";
import type { ReportDocument } from "../../report/document/document.js";
import { FactList, groupFacts, type GroupFacts, type SetFacts } from "../../report/errors/facts.js";
import { evalDir, FILES } from "../../store/paths.js";
import type { Selection } from "../select/select.js";

/** Facts for a report, and why some are not there. */
type Found = Pick<ReportDocument, "facts" | "withoutFacts">;

/** The documents that some runs were scored on. */
interface Scored {
  readonly set: string;
  readonly limit: number | undefined;
  readonly labelSpace: number | null;
}

type Placed = ReturnType<FactList["place"]>;

/**
 * Gold and predicted facts behind the cells of one table: the kept predictions, and the set's file. What is not here, or does
 * not give the counts of the result, is left out.
 * @param root folder of runs.
 */
export async function factsBehind(
  { profile, items, datasets: own }: Pick<Selection, "profile" | "items" | "datasets">,
  root: string,
  files: RunFiles,
): Promise<Found> {
  if (items.length !== 1) return { withoutFacts: "a report of one table has them" };
  const [{ selected }] = items;
  const datasets = datasetsWith([...own.values()].map(ownDataset));
  const scored = new Map(selected.runs.flatMap(scoredBy));
  const cells = selected.cells.flatMap(({ id, results }) => {
    const ids = results.flatMap(({ evalId }) => evalId ?? []);
    const of = scored.get(ids.at(0) ?? "");
    return of === undefined ? [] : [{ id, ids, of, set: JSON.stringify(of) }];
  });
  const sets: SetFacts[] = [];
  const groups: GroupFacts[] = [];
  const lacks: string[] = [];
  for (const alike of groupBy(cells, ({ set }) => set).values()) {
    const [{ of }] = alike;
    const documents = await goldOf(profile.id, of, datasets);
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

/** Of each evaluation that is done; null: its predictions are gone, or other ones; none where a result has no documents. */
async function placedOf(
  list: FactList,
  ids: readonly string[],
  root: string,
  files: RunFiles,
): Promise<readonly (Placed | null)[]> {
  const all: (Placed | null)[] = [];
  for (const id of ids) {
    const dir = evalDir(root, id);
    const found = await files.evaluation(dir);
    if (found.state !== "value") continue;
    const { result, digests } = found.value;
    const { documents } = result;
    // An earlier version's: the page has no documents of it that could be opened.
    if (documents === undefined) return [];
    const path = join(dir, FILES.predictions);
    const content = await readWhole(path);
    const digest = digests[FILES.predictions];
    if (content.state !== "value" || (digest !== undefined && sha256(content.value) !== digest)) {
      all.push(null);
      continue;
    }
    const placed = list.place(factsIn(content.value));
    const fits =
      documents.gold.length === placed.length &&
      list
        .counts(placed)
        .every(
          ([gold, submitted, correct], at) =>
            gold === documents.gold[at] &&
            submitted === documents.submitted[at] &&
            correct === documents.correct[at],
        );
    all.push(fits ? placed : null);
  }
  return all;
}

const fact = fields({ title: text, h_idx: number, t_idx: number, r: text });

/** The facts of a file that this program wrote, one a line. There are millions behind a table. */
function* factsIn(lines: string): Iterable<FactTriple> {
  for (const line of lines.split("\n")) {
    const found = line === "" ? null : parseLine(line, fact);
    if (found !== null) yield found;
  }
}
