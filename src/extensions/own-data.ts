import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { badInput } from "../base/errors.js";
import { expectedText, valueAt } from "../base/text/issue.js";
import type { OwnDataset, SplitName } from "../contract/corpus/dataset.js";
import type { EncoderSpec } from "../contract/corpus/encoder.js";
import { originFrom } from "../corpus/encoders/origin.js";
import { locateFile } from "../corpus/files/locate.js";
import { inspectDataset } from "../corpus/own/inspect.js";
import { USUAL_SEGMENTS } from "../methods/datasets/own.js";
import { DATASETS, PUBLISHED_FILES } from "../methods/datasets/registry.js";
import { ownEncoder } from "../methods/encoders/own.js";
import { ENCODERS } from "../methods/encoders/registry.js";

const path = z.string().min(1, "expected the path of a file");

const datasetShape = z.strictObject({
  kind: z.literal("dataset"),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"),
  train: path.optional(),
  dev: path.optional(),
  test: path.optional(),
  relations: z.array(z.string().min(1)).min(1).optional(),
  n: z.int().min(1).optional(),
  lambda: z.number().positive().optional(),
});

const encoderShape = z.strictObject({
  kind: z.literal("encoder"),
  id: z
    .string()
    .regex(/^[a-z][a-z0-9.-]*$/, "expected lower-case letters, digits, dots and hyphens"),
  from: path,
});

/**
 * The data sets that a user's file lists, with their files looked at.
 * @param listed what its table has in `datasets`.
 * @param file absolute path of the experiment file: other paths are relative to it.
 * @throws AmtlError (2) for a definition that is not one, an id that is taken, a missing split, and all that
 *   {@link inspectDataset} refuses; (4) for a published file that no folder holds.
 */
export async function loadOwnDatasets(
  listed: unknown,
  file: string,
): Promise<readonly OwnDataset[]> {
  const definitions = checkList(listed, `${file}, datasets`, datasetShape, DATASETS, "data set");
  return await Promise.all(
    definitions.map(async ({ id, relations, n, lambda, train, dev, test }, index) => {
      const where = `${file}, datasets[${index}]`;
      const files: Partial<Record<SplitName, string>> = {};
      for (const [split, name] of [
        ["train", train],
        ["dev", dev],
        ["test", test],
      ] as const) {
        if (name !== undefined) files[split] = await pathOf(name, dirname(file));
      }
      checkSplits(id, files, where);
      const segments = {
        n: n ?? USUAL_SEGMENTS.n,
        lambda: lambda ?? (n === undefined ? USUAL_SEGMENTS.lambda : n === 1 ? 1 : n - 0.5),
      };
      return inspectDataset({ id, relations, segments, files }, where);
    }),
  );
}

/** A path relative to the file; where nothing is there, a published file by the name that it has in the data folders. */
async function pathOf(name: string, folder: string): Promise<string> {
  const path = resolve(folder, name);
  const isPublished = PUBLISHED_FILES.some((published) => published.name === name);
  return isPublished && !existsSync(path) ? await locateFile(name) : path;
}

/**
 * The encoders that a user's file lists.
 * @param listed what its table has in `encoders`.
 * @param file absolute path of the experiment file: folders are relative to it.
 * @throws AmtlError (2) for a definition that is not one, and an id that is taken.
 */
export const loadOwnEncoders = (listed: unknown, file: string): readonly EncoderSpec[] =>
  checkList(listed, `${file}, encoders`, encoderShape, ENCODERS, "encoder").map(({ id, from }) =>
    ownEncoder(id, originFrom(from, dirname(file))),
  );

/** Checks the form of what is listed, and that each id is there once and is none of the project's. */
function checkList<T extends { readonly id: string }>(
  listed: unknown,
  where: string,
  shape: z.ZodType<T>,
  taken: ReadonlyMap<string, unknown>,
  kind: string,
): readonly T[] {
  if (!Array.isArray(listed)) {
    const [, field] = where.split(", ");
    throw badInput(`${field} must be an array`, {
      where,
      expected: `an array of what ${kind === "encoder" ? "encoder" : "dataset"}(…) gives (docs/guide/own-data.md)`,
      got: typeof listed,
    });
  }
  const seen = new Set<string>();
  return listed.map((value: unknown, index) => {
    const parsed = shape.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw badInput(`Invalid ${kind} definition`, {
        where: [`${where}[${index}]`, ...issue.path.map(String)].join(", "),
        expected: `${expectedText(issue)} (docs/guide/own-data.md)`,
        got: valueAt(value, issue.path),
      });
    }
    const { id } = parsed.data;
    if (taken.has(id) || seen.has(id)) {
      throw badInput(`Duplicate ${kind} "${id}"`, {
        where: `${where}[${index}], id`,
        expected: `an id of its own; the project has ${[...taken.keys()].join(", ")}`,
        got: id,
      });
    }
    seen.add(id);
    return parsed.data;
  });
}

function checkSplits(id: string, { train, dev, test }: OwnDataset["files"], where: string): void {
  if (train !== undefined && dev === undefined) {
    throw badInput(`Data set ${id} has no dev split`, {
      where,
      expected: "dev beside train: its F1 selects the checkpoint",
      got: test === undefined ? "train" : "train, test",
      fix: `split ${id}'s training documents, and name both files`,
    });
  }
  if (train === undefined && dev === undefined && test === undefined) {
    throw badInput(`Data set ${id} has no files`, {
      where,
      expected: "train and dev, or test alone to score on it",
      got: "none",
    });
  }
}
