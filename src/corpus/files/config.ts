import { readFileSync, statSync } from "node:fs";
import { expectedText, valueAt } from "../../base/text/issue.js";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { z } from "zod";
import { badInput } from "../../base/errors.js";
import { notAFile } from "../../base/plain-file.js";
import { homeFolder, projectRoot } from "../../base/root.js";
import { parseJson } from "../read/json.js";

/**
 * Loaded when a configuration is first read, since a plan of profile smoke reads none: as the build joined it, which takes
 * a tenth of the time that zod's own files do.
 */
let loaded: Schemas | undefined;
const schemas = (): Schemas =>
  (loaded ??= createRequire(import.meta.url)("./config-shape.cjs") as Schemas);

type Schemas = typeof import("./config-shape.js");
export type EncoderSource = z.infer<Schemas["source"]>;
type Common = z.infer<Schemas["common"]>;

/** Options of an executor, by name. */
type SiteOptions = Readonly<Record<string, string>>;

export interface Config {
  readonly data: Readonly<Record<string, readonly string[] | undefined>>;
  readonly hub: string;
  readonly encoders: Readonly<Record<string, readonly EncoderSource[] | undefined>>;
  /** What the site needs for an executor, by its id; any field of the official file that is none of the above. */
  readonly executors: Readonly<Record<string, SiteOptions | undefined>>;
}

const OFFICIAL = "amtl.config.json";
const LOCAL = "amtl.config.local.json";

/**
 * The official addresses of `amtl.config.json`, with what `amtl.config.local.json` says instead: entry by entry.
 *
 * @param folder the project's root unless a test says otherwise.
 * @param home where the user's own file is.
 * @throws AmtlError (2) that names file and field.
 */
export function readConfig(
  folder: string = projectRoot(),
  home: string = homeFolder(folder),
): Config {
  const { official: ofOfficial, localWith } = schemas();
  const official = readPart(join(folder, OFFICIAL), ofOfficial);
  const ids = Object.keys(official.executors);
  const local = readPart(join(home, LOCAL), localWith(ids));
  return {
    data: { ...official.data, ...local.data },
    hub: local.hub ?? hubOfEnvironment() ?? official.hub ?? "https://huggingface.co",
    encoders: { ...official.encoders, ...local.encoders },
    executors: Object.fromEntries(
      ids.map((id) => [id, { ...official.executors[id], ...local.executors[id] }]),
    ),
  };
}

/** Where an encoder comes from, in the order in which it is tried; undefined for one that no file names. */
export function encoderSources(id: string): readonly EncoderSource[] | undefined {
  const { encoders } = readConfig();
  // Names that users type may be those of what every object has ("constructor").
  return Object.hasOwn(encoders, id) ? encoders[id] : undefined;
}

/** HF_ENDPOINT: the mirror that the hub's own programs of this user ask. */
function hubOfEnvironment(): string | undefined {
  const address = process.env.HF_ENDPOINT ?? "";
  if (address === "") return undefined;
  if (URL.canParse(address) && /^https?:/.test(address)) return address;
  throw badInput("Invalid HF_ENDPOINT", {
    where: "the environment variable HF_ENDPOINT",
    expected: "an http(s) address",
    got: address,
  });
}

interface Part extends Common {
  readonly executors: Readonly<Record<string, SiteOptions | undefined>>;
}

/** Files that were checked, by name and text: a plan asks for each encoder, and a check takes longer than a reading. */
const checkedParts = new Map<string, Part>();

function readPart(file: string, schema: z.ZodType): Part {
  const text = readIfPresent(file);
  const key = JSON.stringify([file, text]);
  const part = checkedParts.get(key) ?? partOf(file, text, schema);
  checkedParts.set(key, part);
  return part;
}

function partOf(file: string, text: string | null, schema: z.ZodType): Part {
  const content = text === null ? {} : parseJson(text, file);
  const checked = schema.safeParse(content);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    throw badInput("Invalid configuration file", {
      where: `${file}, field ${issue.path.join(".") || "(top level)"}`,
      expected: expectedText(issue),
      got: valueAt(content, issue.path),
    });
  }
  const { common, executors } = schemas();
  const known = Object.keys(common.shape);
  const others = Object.entries(Object(checked.data) as object).filter(
    ([id]) => !known.includes(id),
  );
  return { ...common.parse(content), executors: executors.parse(Object.fromEntries(others)) };
}

function readIfPresent(file: string): string | null {
  const refuse = (got: string, cause?: unknown): Error =>
    badInput("Cannot read configuration file", { where: file, got, cause });
  try {
    const why = notAFile(statSync(file));
    if (why !== null) throw refuse(why);
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ENOENT") return null;
    throw refuse(error.message, error);
  }
}
