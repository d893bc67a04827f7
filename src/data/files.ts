/** Where a published file lives: raw address is host/repository/commit/path. */
export interface Origin {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
}

/** A published corpus file, under the name it has in AMTL_DATA and in the cache. */
export interface PublishedFile {
  /** e.g. "redocred/dev_revised.json" */
  readonly name: string;
  readonly documents: number | null;
  /** Git's blob id: SHA-1 of "blob <size>", a zero byte and the content; read from the repository's own tree. */
  readonly blob: string;
  /** Several addresses hold the same bytes. */
  readonly origins: readonly Origin[];
  /** Where to ask when no address is known. */
  readonly from: string;
}

const REDOCRED = "tonytan48/Re-DocRED";
const REDOCRED_COMMIT = "ccfb54f5ddf5836027c87badda10f6dfc56efaac";
const JMRL = "qikunxun/JMRL";
const JMRL_COMMIT = "540bd43b69649da23538667fb06818064d72eafd";
const MILR = "XingYing-stack/MILR";

const redocred = (split: string, blob: string, documents: number): PublishedFile => ({
  name: `redocred/${split}_revised.json`,
  documents,
  blob,
  origins: [
    { repository: REDOCRED, commit: REDOCRED_COMMIT, path: `data/${split}_revised.json` },
    {
      repository: "xhm-code/AMTL",
      commit: "656f23b6fec1fcdd460cc0c194f28ab20d946f57",
      path: `dataset/redocred/${split}_revised.json`,
    },
  ],
  from: `${REDOCRED} (MIT)`,
});

const jmrl = (name: string, path: string, blob: string, documents: number): PublishedFile => ({
  name,
  documents,
  blob,
  origins: [{ repository: JMRL, commit: JMRL_COMMIT, path }],
  from: JMRL,
});

const ENHANCED = "DocGNRE/resource/enhancement_data/re_docred_train_data_enhancement";

export const PUBLISHED_FILES: readonly PublishedFile[] = [
  redocred("train", "1ba485adf8e4cb789c441de2f6fe41de95690caa", 3053),
  redocred("dev", "56c7700aaa9a6f9b1c99f0cdf0b576890fddcadc", 500),
  redocred("test", "f59191a3f954ee623ed67cb5740a6e1aedd13a0b", 500),
  jmrl(
    "docred/train_annotated.json",
    "dataset_docred/train_annotated.json",
    "7917c6888ccb22d684265503337717f4ca5fb2a7",
    3053,
  ),
  {
    name: "docred/dev_ext.json",
    documents: 998,
    blob: "47d3293b8c49852881b32fea9e382baea58697ff",
    origins: [],
    from: MILR,
  },
  {
    name: "docred/train_facts.json",
    documents: null,
    blob: "feb6b529ca0291d1a754e9120d87be72da230294",
    origins: [],
    from: `${MILR}: name triples of DocRED's training file`,
  },
  jmrl(
    "docgnre/re_docred_train_data_enhancement.json",
    `${ENHANCED}.json`,
    "2986ac4cfe12d678be2fc2b7db646fd6dc907bcc",
    3053,
  ),
  jmrl(
    "docgnre/re_docred_train_data_enhancement_more.json",
    `${ENHANCED}_more.json`,
    "22933ae0da1bf2dadf824baa7f1d482076e2d3b5",
    3053,
  ),
  jmrl(
    "docgnre/test.json",
    "DocGNRE/resource/meta/re_docred_test_data_enhancement_human.json",
    "d50ec2cfe3d0dfb21632bf8a90a99368b7bf9f6e",
    500,
  ),
  jmrl(
    "dwie/train_annotated.json",
    "dataset_dwie/train_annotated.json",
    "d1695b97727f97e896ca86e2090a8612b7e2eeb2",
    602,
  ),
  jmrl("dwie/dev.json", "dataset_dwie/dev.json", "14c5c2c2fd12e870f24214ffbd1ac013a680c383", 98),
  jmrl("dwie/test.json", "dataset_dwie/test.json", "687e2c323c1f17842a283da1d65da03f5518138a", 99),
  {
    name: "dwie/train_facts.json",
    documents: null,
    blob: "f8ab9d543b31bfeca0bba724c099b425d69c05df",
    origins: [],
    from: `${JMRL}: name triples of DWIE's training file`,
  },
];

/** @throws Error for a name that is not published: names come from the program itself. */
export function publishedFile(name: string): PublishedFile {
  const file = PUBLISHED_FILES.find((one) => one.name === name);
  if (file === undefined) throw new Error(`Expected the name of a published file, got "${name}"`);
  return file;
}

/** Addresses of the raw bytes. */
export const addressesOf = (file: PublishedFile): string[] =>
  file.origins.map(
    ({ repository, commit, path }) =>
      `https://raw.githubusercontent.com/${repository}/${commit}/${path}`,
  );
