import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { BACKBONES } from "../../../src/methods/backbones/registry.js";
import { PLUGINS } from "../../../src/methods/plugins/registry.js";
import { LOSSES } from "../../../src/methods/losses/registry.js";
import {
  ENCODER_VERSION,
  FEATURES_VERSION,
  SCORER_VERSION,
  TRAINER_VERSION,
} from "../../../src/methods/versions.js";
import { closureHash, type ClosureOf } from "./import-closure.js";

export interface ModuleVersion {
  readonly version: number;
  /** Of the code of its import closure. */
  readonly sha256: string;
}

/** What no module's results follow from, and why. */
const NO_RESULT = {
  "src/base/errors.ts": "how an error is said",
  "src/base/text/nearest.ts": "what an error offers instead",
  "src/base/text/shown.ts": "how an error says what came",
  "src/base/out-of-memory.ts": "which kind of failure an error is",
  "src/contract/": "types; what is a value there is written into the run's identity",
  "src/provenance/": "what is noted beside a result",
  "src/state/": "how a run stands",
  "src/store/": "where results lie, and who may write them",
  "src/programs/": "a user's program, which is known by its own version",
};

/** What the trainer uses that has versions of its own, or is in a run's identity by content. */
const OF_OTHERS = {
  "src/corpus/":
    "features have a version; data and encoders are known by the hashes of their files",
  "src/experiment/": "what is planned is the run's identity",
  "src/exported/": "the weights that a run starts from are in its identity by their hash",
  "src/methods/":
    "losses and backbones have versions; sizes, data sets and schedules are in the spec",
  "src/nn/encoder/": "has a version",
  "src/nn/ops/": "the encoder's version",
  "src/scoring/": "has a version",
};

/** Adam's step, portable and by engine: the trainer's. */
const ADAM = [
  "src/nn/portable/adam.ts",
  ...["raw", "own"].map((of) => `src/engine/tensorflow/${of}-adam.ts`),
];

/** How engines compute what the encoder's blocks and the optimizer ask for. */
const KERNELS = [
  "src/nn/portable/",
  ...["raw-kernels", "own-kernels", "device-masks"].map(
    (name) => `src/engine/tensorflow/${name}.ts`,
  ),
];

/** Beside nn/, what a loss or backbone does not consist of: the lists of all of them. */
const LISTS = ["losses", "backbones", "plugins"].flatMap((kind) => [
  `src/methods/${kind}/index.ts`,
  `src/methods/${kind}/registry.ts`,
]);

/** A thing of its own: `folder/id.ts`, else all of `folder/id/`. */
function thing(root: string, folder: string, id: string): ClosureOf {
  const file = `${folder}/${id}.ts`;
  return {
    entries: [existsSync(join(root, file)) ? file : `${folder}/${id}/`],
    without: [...LISTS, "src/nn/ops/", "src/nn/encoder/"],
  };
}

/** The modules that change results: their versions, kept by hand, and where their code begins. */
const modules = (root: string): Record<string, readonly [version: number, of: ClosureOf]> => ({
  trainer: [
    TRAINER_VERSION,
    { entries: ["src/train/job.ts", ...ADAM], without: Object.keys(OF_OTHERS) },
  ],
  encoder: [
    ENCODER_VERSION,
    {
      entries: ["src/nn/encoder/", "src/nn/ops/", "native/", ...KERNELS],
      without: ["native/test/", ...ADAM],
    },
  ],
  features: [
    FEATURES_VERSION,
    { entries: ["src/corpus/features/", "src/corpus/tokenizer/"], without: ["src/corpus/read/"] },
  ],
  scorer: [SCORER_VERSION, { entries: ["src/scoring/"], without: [] }],
  ...Object.fromEntries(
    [...LOSSES.values()].map(({ id, version }) => [
      `loss/${id}`,
      [version, thing(root, "src/methods/losses", id)] as const,
    ]),
  ),
  ...Object.fromEntries(
    [...BACKBONES.values()].map(({ id, version }) => [
      `backbone/${id}`,
      [version, thing(root, "src/methods/backbones", id)] as const,
    ]),
  ),
  ...Object.fromEntries(
    [...PLUGINS.values()].map(({ id, version }) => [
      `plugin/${id}`,
      [version, thing(root, "src/methods/plugins", id)] as const,
    ]),
  ),
});

/** Versions and hashes of a checkout's modules as they are now. */
export const moduleVersions = (root = projectRoot()): Record<string, ModuleVersion> =>
  Object.fromEntries(
    Object.entries(modules(root)).map(([name, [version, { entries, without }]]) => {
      const of = { entries, without: [...without, ...Object.keys(NO_RESULT)] };
      return [name, { version, sha256: closureHash(root, of) }];
    }),
  );

export const recordPath = (): string => join(projectRoot(), "test/methods/versions.json");
