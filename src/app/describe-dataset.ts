import { badInput } from "../base/errors.js";
import { nearest } from "../base/text/nearest.js";
import type { Annotation, DatasetSpec, PublishedFile } from "../contract/corpus/dataset.js";
import { readConfig } from "../corpus/files/config.js";
import { findFile } from "../corpus/files/locate.js";
import { DATASETS } from "../methods/datasets/registry.js";
import type { Counts } from "../report/fill.js";
import { readPaperTable } from "../report/paper/printed.js";
import { countsOf } from "./report/counts.js";

/** What a data set is, at the paper's scale. */
export interface DatasetDescription extends Pick<
  DatasetSpec,
  "id" | "label" | "devSet" | "segments"
> {
  readonly relations: number;
  /** null: nothing is known of how completely it is labelled. */
  readonly annotation: Annotation | null;
  /** Its splits as their files here count, and as the paper counts them (Table 1). */
  readonly splits: readonly {
    readonly id: string;
    /** null: the file is not here. */
    readonly here: Counts | null;
    readonly paper: PaperCounts;
  }[];
  readonly files: readonly (PublishedFile & {
    readonly addresses: readonly string[];
    /** Where it lies on this machine; null: nowhere. */
    readonly path: string | null;
  })[];
}

/** null: the paper does not print it. */
export interface PaperCounts {
  readonly documents: number | null;
  readonly triples: number | null;
}

/**
 * What data sets are: splits with counts beside the paper's, relations, segments, files with origin, licence and addresses.
 * @param ids none: all of them.
 * @throws AmtlError (2) for an unknown name, or a file here that is not the published one.
 */
export async function describeDatasets(
  ids: readonly string[],
): Promise<readonly DatasetDescription[]> {
  const specs = ids.length === 0 ? [...DATASETS.values()] : ids.map(datasetOf);
  const described: DatasetDescription[] = [];
  for (const spec of specs) described.push(await describe(spec));
  return described;
}

function datasetOf(id: string): DatasetSpec {
  const found = DATASETS.get(id);
  if (found !== undefined) return found;
  const known = [...DATASETS.keys()];
  const meant = nearest(id, known);
  throw badInput(`Unknown data set "${id}"`, {
    expected: known.join(", "),
    got: id,
    ...(meant !== undefined && { fix: `did you mean ${meant}?` }),
  });
}

async function describe(spec: DatasetSpec): Promise<DatasetDescription> {
  const { id, label, relations, devSet, segments, annotation = null, files, profiles } = spec;
  const addresses = readConfig().data;
  const count = countsOf("paper");
  const splits: DatasetDescription["splits"][number][] = [];
  for (const split of Object.keys(profiles.paper?.splits ?? {})) {
    const here = await count(`${id}/${split}`);
    splits.push({ id: `${id}/${split}`, here, paper: await paperCounts(id, split) });
  }
  return {
    id,
    label,
    relations: relations.length,
    devSet,
    segments,
    annotation,
    splits,
    files: await Promise.all(
      files.map(async (file) => ({
        ...file,
        addresses: addresses[file.name] ?? [],
        path: await findFile(file.name),
      })),
    ),
  };
}

async function paperCounts(dataset: string, split: string): Promise<PaperCounts> {
  const { cells } = await readPaperTable("table1");
  const printed = (metric: string): number | null =>
    cells.find(({ key }) => key.dataset === dataset && key.split === split && key.metric === metric)
      ?.value ?? null;
  return { documents: printed("documents"), triples: printed("triples") };
}
