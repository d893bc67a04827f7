import { stat } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, type Json } from "../../base/canonical.js";
import { fileStamp } from "../../base/file-stamp.js";
import { noteName, notesIn } from "../../base/notes.js";
import { parseLine } from "../../base/read-json.js";
import { count, fields, listOf, number, optional, text } from "../../base/shape.js";
import type { Datasets } from "../../contract/corpus/dataset.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { datasetHash } from "../../corpus/datasets/dataset-hash.js";
import type { RunFiles } from "../../provenance/run-files.js";
import type { TableFacts } from "../../report/errors/facts.js";
import { evalDir, FILES } from "../../store/paths.js";
import type { EvaluatedCell } from "./evaluations.js";

/** Facts for a report, and why some are not there. */
export interface FoundFacts {
  readonly facts?: TableFacts;
  readonly withoutFacts?: string;
}

/** Raised by hand whenever the same predictions and documents give other facts. */
const VERSION = 1;

const FACTS = fields({
  facts: optional(
    fields({
      sets: listOf(
        fields({
          set: text,
          relations: listOf(text),
          documents: listOf(
            fields({ gold: count, facts: listOf(number), names: optional(listOf(text)) }),
          ),
        }),
      ),
      groups: listOf(
        fields({
          cells: listOf(text),
          set: text,
          runs: count,
          predicted: listOf(listOf(number)),
        }),
      ),
    }),
  ),
  withoutFacts: optional(text),
});

/** As one line: hundreds of thousands of numbers would be as many lines of a note. */
const notes = notesIn<{ readonly line: string }>("facts", fields({ line: text }));

/** What facts rest on. */
export interface FactSource {
  readonly profile: ProfileId;
  readonly datasets: Datasets;
  /** Evaluation sets, and how many of their documents count. */
  readonly sets: readonly { readonly set: string; readonly limit: number | undefined }[];
  /** Cells, with the evaluations behind each. */
  readonly cells: readonly EvaluatedCell[];
}

/**
 * The facts that were found before of the same cells, evaluations, predictions and documents; else finds and remembers
 * them. To read predictions takes longer than all else in a page.
 */
export async function rememberedFacts(
  source: FactSource,
  root: string,
  files: RunFiles,
  find: () => Promise<FoundFacts>,
): Promise<FoundFacts> {
  const name = await nameOf(source, root, files);
  if (name === null) return await find();
  const known = await notes.recall(name);
  const kept = known === null ? null : parseLine(known.line, FACTS);
  if (kept !== null) return kept;
  const found = await find();
  await notes.remember(name, { line: JSON.stringify(found) });
  return found;
}

/** null where a set's documents are not here, or none of its files: what was found then holds for no other time. */
async function nameOf(
  { profile, datasets, sets, cells }: FactSource,
  root: string,
  files: RunFiles,
): Promise<string | null> {
  const names = [...new Set(sets.map(({ set }) => set))];
  const hashes = await Promise.all(
    names.map((set) => datasetHash(profile, set, datasets).catch(() => null)),
  );
  if (hashes.includes(null)) return null;
  const evaluations = [...new Set(cells.flatMap(({ ids }) => ids))];
  const states = await Promise.all(
    evaluations.map(async (id): Promise<Json> => {
      const dir = evalDir(root, id);
      const found = await files.evaluation(dir);
      if (found.state !== "value") return [id, found.state];
      const { result, digests } = found.value;
      const file = await stat(join(dir, FILES.predictions)).catch(() => null);
      const times = file === null ? null : fileStamp(file);
      return [id, digests[FILES.predictions] ?? null, result.documents !== undefined, times];
    }),
  );
  const about: Json = {
    version: VERSION,
    profile,
    sets: sets.map(({ set, limit }) => [set, limit ?? null]),
    names,
    hashes,
    cells: cells.map(({ id, ids }) => [id, [...ids]]),
    states,
  };
  return noteName(canonicalJson(about));
}
