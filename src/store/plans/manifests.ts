import { join } from "node:path";
import { canonicalJson, sha256 } from "../../base/canonical.js";
import { readdir } from "../../base/machine/files.js";
import { readJson } from "../../base/read-json.js";
import { sealed, sealedJson } from "../../base/seal.js";
import {
  fields,
  listOf,
  number,
  oneOf,
  optional,
  recordOf,
  text,
  type Shape,
} from "../../base/shape.js";
import { makeFolder, replaceFile } from "../files.js";
import { FILES } from "../paths.js";
import { unsealed } from "../read-result.js";

/** What a plan needs of a run to show it, long after the program that planned it has ended. */
export interface ManifestRun {
  readonly trainId: string;
  /** For people: "atlop amtl minilm-l6 redocred seed 66". */
  readonly label: string;
  /** Ids of the cells that it serves. */
  readonly cells: readonly string[];
  readonly evalIds: readonly string[];
}

/**
 * plans/<planId>/manifest.json: the runs that a command set out to do, written before the first of them starts.
 * For people and for clusters; what is done only the runs' own folders tell.
 */
export interface Manifest {
  readonly schema: 1;
  readonly planId: string;
  /** As given: ids of experiments, or files. */
  readonly names: readonly string[];
  /** Of names that are files, where these are; absent in older plans. */
  readonly paths?: Readonly<Record<string, string>>;
  readonly profile: string;
  /** Absent: none. */
  readonly variant?: string;
  readonly seeds: readonly number[];
  /** Of runs that were added until verdicts were reached: how many seeds a cell may get. Absent: another plan. */
  readonly until?: number;
  /** ISO 8601, UTC: when the plan was first made. */
  readonly created: string;
  readonly runs: readonly ManifestRun[];
}

export type ManifestState =
  | { readonly state: "present"; readonly manifest: Manifest }
  | {
      readonly state: "damaged";
      readonly planId: string;
      readonly path: string;
      readonly why: string;
    };

/** Folder of a plan: manifest.json, parents/, and what an executor keeps there. */
export const planDir = (root: string, planId: string): string => join(root, "plans", planId);

/**
 * Twelve hexadecimal digits: the same runs and evaluations in the same profile are the same plan, unless one of two says
 * which seeds count. A manifest is never changed, so that who planned the same runs before does not take that from it.
 */
export const planIdOf = (profile: string, runs: readonly ManifestRun[], until?: number): string =>
  sha256(
    canonicalJson({
      profile,
      trains: runs.map(({ trainId }) => trainId).sort(),
      evals: runs.flatMap(({ evalIds }) => evalIds).sort(),
      ...(until !== undefined && { until }),
    }),
  ).slice(0, 12);

/** What the caller knows of a plan. */
export type PlanContent = Omit<Manifest, "schema" | "planId" | "created">;

/**
 * Writes a plan down again whose manifest is damaged; one that was never made stays so.
 * @throws as {@link writeManifest} does.
 */
export async function mendManifest(root: string, plan: PlanContent): Promise<void> {
  const known = await readManifest(root, planIdOf(plan.profile, plan.runs, plan.until));
  if (known?.state === "damaged") await writeManifest(root, plan);
}

/**
 * Writes the plan down, unless it is there already.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function writeManifest(root: string, plan: PlanContent): Promise<Manifest> {
  const planId = planIdOf(plan.profile, plan.runs, plan.until);
  const known = await readManifest(root, planId);
  if (known?.state === "present") return known.manifest;
  const manifest: Manifest = { schema: 1, planId, created: new Date().toISOString(), ...plan };
  await makeFolder(planDir(root, planId));
  await replaceFile(join(planDir(root, planId), FILES.manifest), textOf(manifest));
  return manifest;
}

/**
 * With its digest, and a run a line: of ten thousand runs, an indented file would be mostly spaces. Keys are in order, so
 * that the digest is soon checked.
 */
function textOf(manifest: Manifest): string {
  const fields = Object.entries(JSON.parse(sealedJson(manifest)) as object).map(([name, value]) => {
    const lines = name === "runs" ? manifest.runs.map(lineOf).join(",\n") : null;
    const text = lines === null ? JSON.stringify(value) : `[\n${lines}\n  ]`;
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${fields.join(",\n")}\n}\n`;
}

const lineOf = (run: ManifestRun): string => `    ${canonicalJson(run)}`;

const texts = listOf(text);

const manifestOf = (planId: string): Shape<Manifest> =>
  sealed(
    fields({
      schema: oneOf(1),
      planId: oneOf(planId),
      names: texts,
      paths: optional(recordOf(text)),
      profile: text,
      variant: optional(text),
      seeds: listOf(number),
      until: optional(number),
      created: text,
      runs: listOf(fields({ trainId: text, label: text, cells: texts, evalIds: texts })),
    }),
  );

/** The plan of that id; null when there is none. */
export async function readManifest(root: string, planId: string): Promise<ManifestState | null> {
  const path = join(planDir(root, planId), FILES.manifest);
  const found = await readJson(path, manifestOf(planId));
  if (found.state === "absent") return null;
  return found.state === "value"
    ? { state: "present", manifest: unsealed(found.value) }
    : { ...found, planId };
}

/** All plans of a results folder, the newest first, damaged ones last. */
export async function listManifests(root: string): Promise<readonly ManifestState[]> {
  const names = await readdir(join(root, "plans")).catch(() => []);
  const ids = names.filter((name) => /^[0-9a-f]{12}$/.test(name));
  const found = await Promise.all(ids.map((id) => readManifest(root, id)));
  const age = (each: ManifestState): string =>
    each.state === "present" ? each.manifest.created : "";
  return found.filter((each) => each !== null).sort((a, b) => age(b).localeCompare(age(a)));
}
