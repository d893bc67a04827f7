import { resolve } from "node:path";
import type { ExportManifest } from "../../exported/files.js";
import { loadDataset } from "../../corpus/datasets/datasets.js";
import { labelOf } from "../../experiment/plan/run-label.js";
import { resultsRoot } from "../../store/paths.js";
import { trainedRun } from "../lookup/trained-run.js";
import { programVersion } from "../version.js";
import { cardText } from "./card.js";
import { originsOf } from "./origins.js";
import { cardScores, sistersOf } from "./scores.js";

export interface ExportRequest {
  /** Id of a run, its first digits, or its label. */
  readonly run: string;
  /** A folder that is new or empty. */
  readonly folder: string;
  /** Id of an engine. Default: the one that trained the run, else the best that works. */
  readonly engine?: string | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** A model that was exported. */
export interface ExportedModel {
  readonly trainId: string;
  readonly label: string;
  /** Absolute. */
  readonly folder: string;
  /** Size and SHA-256 of each file. */
  readonly files: ExportManifest["files"];
  /** Why there is no load.py; null: there is one. */
  readonly withoutLoader: string | null;
}

/**
 * Writes the model of a run as a folder that PyTorch loads: weights, configuration, tokenizer, relations, a model card and
 * a Python program. Loads TensorFlow into this process.
 *
 * @throws AmtlError (2) for a run that is not trained or is damaged, and for a folder that is not empty; (4) for a run that
 *   kept no weights, where data, encoder or engine are not here, and where the folder cannot be written.
 */
export async function exportModel(request: ExportRequest): Promise<ExportedModel> {
  const root = resultsRoot(request.results);
  const folder = resolve(request.folder);
  const trainId = await trainedRun(root, request.run, "export");
  const { checkModelPlace, writeFolder } = await import("../../exported/write.js");
  const { openableRun, openRun } = await import("../../trained/open.js");
  const { closedDecoder } = await import("../../trained/decoder.js");
  const run = await openableRun(root, trainId);
  await checkModelPlace(folder);
  const decoder = await closedDecoder(root, run);
  const trained = await openRun(run, request.engine);
  const { spec, job, datasets, engine } = trained;
  const { modelFiles } = await import("../../trained/export.js");
  const { EXPORTED } = await import("../../exported/files.js");
  const { description, backbone, files, withoutLoader } = await modelFiles(trained, decoder);
  const sisters = await sistersOf(root, trainId);
  const { documents } = await loadDataset(spec.profile, spec.trainSet, datasets);
  const { version, commit } = await programVersion();
  const card = cardText({
    ...{ description, withoutLoader, engine },
    label: labelOf(spec),
    backboneLabel: backbone.label,
    profile: spec.profile,
    documents: documents.slice(0, spec.limit).length,
    scores: await cardScores(root, trainId, sisters.keys()),
    seeds: [...sisters.values()],
    command: job.command?.argv ?? null,
    program: { version, commit },
    dependencies: job.dependencies,
    origins: originsOf(spec.profile, spec.trainSet, datasets),
  });
  const manifest = await writeFolder(folder, [...files, [EXPORTED.card, card]]).finally(() => {
    trained.model.dispose();
  });
  return { trainId, label: labelOf(spec), folder, files: manifest.files, withoutLoader };
}
