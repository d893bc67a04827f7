import { createHash } from "node:crypto";
import type { CrateContent, CrateFile, CrateStep } from "./content.js";

/** The file that makes a folder a crate. */
export const METADATA_FILE = "ro-crate-metadata.json";

/** Its description for people, where it has one. */
export const README = "README.md";

/** Whom the content belongs to is not for a program to say. */
const NO_LICENSE: Entity = {
  "@id": "#license",
  "@type": "CreativeWork",
  name: "No license was chosen",
  description: "Whoever publishes this crate names one here.",
};

const CRATE = "https://w3id.org/ro/crate/1.1";
const PROFILES = [
  { id: "https://w3id.org/ro/wfrun/process/0.5", name: "Process Run Crate", version: "0.5" },
  { id: "https://w3id.org/ro/wfrun/workflow/0.5", name: "Workflow Run Crate", version: "0.5" },
  {
    id: "https://w3id.org/workflowhub/workflow-ro-crate/1.0",
    name: "Workflow RO-Crate",
    version: "1.0",
  },
] as const;
const WORKFLOW_CRATE = PROFILES[2].id;
const PAPER = "https://doi.org/10.18653/v1/2025.findings-acl.1081";
const SHELL = "#sh";

type Entity = Readonly<Record<string, unknown>> & { readonly "@id": string };
const to = (id: string) => ({ "@id": id });
/** Paths as the relative URIs that JSON-LD wants. */
const uri = (path: string): string => encodeURI(path);
/** References to files; one alone is no list. */
function toAll(paths: readonly string[]): object {
  const all = paths.map((path) => to(uri(path)));
  return all.length === 1 ? all[0] : all;
}

/**
 * The metadata of a Workflow Run RO-Crate 0.5: the script as its workflow, its run, each training and evaluation as an
 * action with the files that it read and wrote, and every file with its size and SHA-256.
 *
 * @returns plain data: the content of ro-crate-metadata.json.
 */
export const crateMetadata = (content: CrateContent): object => ({
  "@context": [`${CRATE}/context`, "https://w3id.org/ro/terms/workflow-run/context"],
  "@graph": [
    {
      "@id": METADATA_FILE,
      "@type": "CreativeWork",
      conformsTo: [to(CRATE), to(WORKFLOW_CRATE)],
      about: to("./"),
    },
    rootOf(content),
    ...PROFILES.map(({ id, name, version }): Entity => ({
      "@id": id,
      "@type": "CreativeWork",
      name,
      version,
    })),
    ...(content.comparesPaper
      ? [
          {
            "@id": PAPER,
            "@type": "ScholarlyArticle",
            name: "An Adaptive Multi-Threshold Loss and a General Framework for Collaborating Losses in Document-Level Relation Extraction",
          },
        ]
      : []),
    NO_LICENSE,
    { "@id": SHELL, "@type": "ComputerLanguage", name: "POSIX shell" },
    ...versionsOf(content).map(programOf),
    ...content.files.map((file) => fileOf(file, content)),
    wholeRun(content),
    ...content.steps.map(actionOf),
  ],
});

const rootOf = (content: CrateContent): Entity => ({
  "@id": "./",
  "@type": "Dataset",
  name: content.name,
  description: content.description,
  datePublished: content.date,
  license: to(NO_LICENSE["@id"]),
  conformsTo: PROFILES.map(({ id }) => to(id)),
  hasPart: toAll(content.files.map(({ path }) => path)),
  mainEntity: to(uri(content.script)),
  mentions: [to(WHOLE), ...content.steps.map(({ id }) => to(idOf(id)))],
  ...(content.comparesPaper && { citation: to(PAPER) }),
});

const UNKNOWN = "unknown";
const programId = (version: string | null): string => `#amtl-run-${version ?? UNKNOWN}`;

const versionsOf = ({ version, steps }: CrateContent): readonly (string | null)[] => [
  ...new Set([version, ...steps.map((step) => step.version)]),
];

const programOf = (version: string | null): Entity => ({
  "@id": programId(version),
  "@type": "SoftwareApplication",
  name: "amtl-run",
  softwareVersion: version ?? UNKNOWN,
});

const TYPES: Readonly<Partial<Record<string, string>>> = {
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
  md: "text/markdown",
  sh: "application/x-sh",
  svg: "image/svg+xml",
};

function fileOf({ path, name, bytes }: CrateFile, content: CrateContent): Entity {
  const type = TYPES[path.split(".").at(-1) ?? ""];
  return {
    "@id": uri(path),
    ...(path === content.script
      ? {
          "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow"],
          programmingLanguage: to(SHELL),
          version: content.version ?? UNKNOWN,
        }
      : { "@type": "File" }),
    ...(path === README && { about: to("./") }),
    name,
    ...(type !== undefined && { encodingFormat: type }),
    contentSize: String(bytes.length),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

const COMPLETED = "http://schema.org/CompletedActionStatus";
const FAILED = "http://schema.org/FailedActionStatus";
const WHOLE = "#reproduction";
const idOf = (step: string): string => `#${step}`;

/** The run of the workflow itself: its results are the tables. */
function wholeRun({ script, tables, steps, name, date }: CrateContent): Entity {
  const made = new Set(steps.flatMap(({ writes }) => writes));
  const read = steps.flatMap(({ reads }) => reads).filter((path) => !made.has(path));
  return {
    "@id": WHOLE,
    "@type": "CreateAction",
    name: `Run of ${script}`,
    description: name,
    instrument: to(uri(script)),
    object: toAll([...new Set(read)]),
    result: toAll(tables),
    endTime: date,
    actionStatus: COMPLETED,
  };
}

/** A time of UTC with its offset in numbers: validators of the profile take no "Z". */
const withOffset = (time: string): string => time.replace(/Z$/, "+00:00");

const actionOf = (step: CrateStep): Entity => ({
  "@id": idOf(step.id),
  "@type": "CreateAction",
  name: step.name,
  description: step.description,
  instrument: to(programId(step.version)),
  object: toAll(step.reads),
  result: toAll(step.writes),
  ...(step.started !== null && { startTime: withOffset(step.started) }),
  ...(step.ended !== null && { endTime: withOffset(step.ended) }),
  actionStatus: step.error === null ? COMPLETED : FAILED,
  ...(step.error !== null && { error: step.error }),
});
