/** Entities of a crate's metadata by their ids. */
export type Graph = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export function graphOf(metadata: object): Graph {
  const { "@graph": entities } = metadata as { "@graph": { "@id": string }[] };
  return new Map(entities.map((entity) => [entity["@id"], entity]));
}

const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** The ids that a property of an entity refers to. */
export const referred = (value: unknown): readonly string[] =>
  list(value).flatMap((each) =>
    typeof each === "object" && each !== null && "@id" in each ? [String(each["@id"])] : [],
  );

const hasType = (entity: Readonly<Record<string, unknown>> | undefined, type: string): boolean =>
  list(entity?.["@type"]).includes(type);

/** A day, or a time with its offset in numbers. */
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{3})?\+\d\d:\d\d)?$/;

/** What a Workflow Run Crate 0.5, and the profiles that it extends, demand and these metadata lack. */
export function brokenRules(metadata: object): readonly string[] {
  const graph = graphOf(metadata);
  const root = graph.get("./");
  const descriptor = graph.get("ro-crate-metadata.json");
  const [main = ""] = referred(root?.mainEntity);
  const entities = [...graph.values()];
  const actions = entities.filter((entity) => hasType(entity, "CreateAction"));
  const files = entities.filter((entity) => hasType(entity, "File"));
  const parts = new Set(referred(root?.hasPart));
  const profiles = new Set(referred(root?.conformsTo));
  const rules: Readonly<Record<string, boolean>> = {
    "one entity an id": (metadata as { "@graph": object[] })["@graph"].length === graph.size,
    "a descriptor, a CreativeWork": hasType(descriptor, "CreativeWork"),
    "the descriptor is about the root": referred(descriptor?.about).includes("./"),
    "the descriptor names RO-Crate 1.1": referred(descriptor?.conformsTo).includes(
      "https://w3id.org/ro/crate/1.1",
    ),
    "the root is a Dataset": hasType(root, "Dataset"),
    "the root has name and description": ["name", "description"].every(
      (field) => typeof root?.[field] === "string" && root[field] !== "",
    ),
    "the root has a license with a name and a description": referred(root?.license).some((id) => {
      const { name = "", description = "" } = graph.get(id) ?? {};
      return name !== "" && description !== "";
    }),
    "times are of the form that validators take": actions
      .flatMap(({ startTime, endTime }) => [startTime, endTime])
      .every((time) => time === undefined || (typeof time === "string" && TIME.test(time))),
    "the root has a date": /^\d{4}-\d\d-\d\d$/.test(String(root?.datePublished)),
    "the root names the profiles": [
      "https://w3id.org/ro/wfrun/process/0.5",
      "https://w3id.org/ro/wfrun/workflow/0.5",
    ].every((id) => profiles.has(id) && hasType(graph.get(id), "CreativeWork")),
    "every part is a file, every file a part":
      parts.size === files.length && files.every((file) => parts.has(String(file["@id"]))),
    "every file has its hash": files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(String(sha256))),
    "the main entity is a workflow": ["File", "SoftwareSourceCode", "ComputationalWorkflow"].every(
      (type) => hasType(graph.get(main), type),
    ),
    "the workflow has a language": referred(graph.get(main)?.programmingLanguage).some((id) =>
      hasType(graph.get(id), "ComputerLanguage"),
    ),
    "every action has an instrument": actions.every(({ instrument }) =>
      referred(instrument).some((id) =>
        ["SoftwareApplication", "ComputationalWorkflow"].some((type) =>
          hasType(graph.get(id), type),
        ),
      ),
    ),
    "one action runs the workflow": actions.some(({ instrument }) =>
      referred(instrument).includes(main),
    ),
    "what is referred to is there": entities.every((entity) =>
      Object.values(entity).every((value) =>
        referred(value).every((id) => graph.has(id) || id.startsWith("https://w3id.org/ro/crate/")),
      ),
    ),
  };
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]));
}
