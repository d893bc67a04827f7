import { originPlace } from "../../corpus/files/locate.js";
import type { DatasetDescription } from "../describe-dataset.js";
import type { FetchedData, Surveyed } from "../datasets.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { fittedTable } from "./fitted-table.js";

const HEAD = ["dataset", "from", "SHA-256", "documents", "relations", "triples"] as const;
const SHORT = 12;

const thousands = (count: number): string => count.toLocaleString("en-US");

function row(dataset: Surveyed): string[] {
  if (dataset.status === "missing") {
    const needs = dataset.missing.map(({ file }) => file).join(", ");
    return [dataset.id, `needs ${needs}`, "missing", "", "", ""];
  }
  const { id, source, sha256, documents, relations, used, triples } = dataset;
  const seen = used === relations ? `${relations}` : `${used} of ${relations}`;
  return [id, source, sha256.slice(0, SHORT), thousands(documents), seen, thousands(triples)];
}

/** Files that datasets lack, each once, with what brings it. */
function missing(datasets: readonly Surveyed[]): ReadonlyMap<string, string> {
  const lacking = datasets.flatMap((dataset) =>
    dataset.status === "missing" ? dataset.missing : [],
  );
  return new Map(lacking.map(({ file, fix }) => [file, fix]));
}

/** A table of a profile's datasets, the files that they read, and how to get those that are missing. */
export function surveyText(profile: ProfileId, datasets: readonly Surveyed[]): string {
  const parts = [`Profile ${profile}`, fittedTable(HEAD, datasets.map(row), 3)];
  const files = datasets.flatMap((dataset) => (dataset.status === "here" ? dataset.files : []));
  const distinct = [...new Map(files.map((file) => [file.path, file])).values()];
  if (distinct.length > 0) {
    const rows = distinct.map(({ name, path, from, sha256 }) => [name, from, path, sha256]);
    parts.push(fittedTable(["file", "published by", "here", "SHA-256"], rows, 4));
  }
  const lacking = [...missing(datasets)].map(([file, fix]) => `  ${file}\n    ${fix}`);
  if (lacking.length > 0) {
    parts.push(
      "Missing (each can also lie in a folder that AMTL_DATA names):",
      ...lacking,
      `All that have an address: amtl-run data get --profile ${profile}`,
    );
  }
  return `${parts.join("\n")}\n`;
}

/** What a data set is: a heading, its splits beside the paper's counts, and its files. */
export function descriptionText(dataset: DatasetDescription): string {
  const { id, label, relations, devSet, segments, annotation, splits, files } = dataset;
  const labels = annotation === null ? "" : `, ${annotation.labels} labels`;
  const count = (value: number | null | undefined): string =>
    value === null || value === undefined ? "" : thousands(value);
  const rows = splits.map(({ id: split, here, paper }) => [
    split,
    ...(here === null ? ["missing", ""] : [count(here.documents), count(here.triples)]),
    count(paper.documents),
    count(paper.triples),
  ]);
  const fileRows = files.map(({ name, counts, path }) => [
    name,
    count(counts?.documents),
    count(counts?.triples),
    path ?? "missing",
  ]);
  const lacking = files.filter(({ path }) => path === null);
  const known = lacking.filter(({ addresses }) => addresses.length > 0).map(({ name }) => name);
  const unknown = lacking.filter(({ addresses }) => addresses.length === 0);
  return [
    `${label} (${id}): ${relations} relations${labels}; n ${segments.n}, lambda ${segments.lambda}; the checkpoint is selected on ${devSet}`,
    fittedTable(["split", "documents", "triples", "paper: documents", "triples"], rows, 1),
    fittedTable(["file", "documents", "triples", "here"], fileRows, [0, 3]),
    ...originLines(files),
    ...(known.length === 0 ? [] : [`to get what is missing: amtl-run data get ${known.join(" ")}`]),
    ...unknown.map(
      ({ name, from }) => `no address is known of ${name}; bring it from ${originPlace(from)}`,
    ),
    "",
  ].join("\n");
}

/** Who published the files and under which licence, each once. */
const originLines = (files: DatasetDescription["files"]): readonly string[] => [
  ...new Set(
    files.map(({ from, licence }) => `published by ${from}, licence ${licence ?? "not stated"}`),
  ),
];

/** One line on what became of a file. */
export function fetchedText(file: FetchedData): string {
  switch (file.kind) {
    case "fetched":
      return `${file.path}: ${(file.bytes / 1e6).toFixed(1)} MB, as published`;
    case "present":
      return `${file.path}: here already`;
    case "no address":
      return `${file.name}: no address is known; bring it from ${originPlace(file.from)}, and set AMTL_DATA to the folder that holds it`;
  }
}
