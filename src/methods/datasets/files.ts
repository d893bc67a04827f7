/** A published corpus file, under the name that it has in AMTL_DATA, in the cache and in amtl.config.json. */
export interface PublishedFile {
  /** e.g. "redocred/dev_revised.json" */
  readonly name: string;
  /** null: not documents, but name triples of facts. */
  readonly documents: number | null;
  /** Git's blob id: SHA-1 of "blob <size>", a zero byte and the content; read from the repository's own tree. */
  readonly blob: string;
  /** Whose it is, and under which licence where it says so. */
  readonly from: string;
}

const REDOCRED = "tonytan48/Re-DocRED (MIT)";
const DOCGNRE = "DocGNRE (MIT), by qikunxun/JMRL";
const JMRL = "qikunxun/JMRL";
const MILR = "XingYing-stack/MILR";

const published = (
  name: string,
  documents: number | null,
  blob: string,
  from: string,
): PublishedFile => ({ name, documents, blob, from });

export const PUBLISHED_FILES: readonly PublishedFile[] = [
  published(
    "redocred/train_revised.json",
    3053,
    "1ba485adf8e4cb789c441de2f6fe41de95690caa",
    REDOCRED,
  ),
  published("redocred/dev_revised.json", 500, "56c7700aaa9a6f9b1c99f0cdf0b576890fddcadc", REDOCRED),
  published(
    "redocred/test_revised.json",
    500,
    "f59191a3f954ee623ed67cb5740a6e1aedd13a0b",
    REDOCRED,
  ),
  published("docred/train_annotated.json", 3053, "7917c6888ccb22d684265503337717f4ca5fb2a7", JMRL),
  published("docred/dev_ext.json", 998, "47d3293b8c49852881b32fea9e382baea58697ff", MILR),
  published("docred/train_facts.json", null, "feb6b529ca0291d1a754e9120d87be72da230294", MILR),
  published(
    "docgnre/re_docred_train_data_enhancement.json",
    3053,
    "2986ac4cfe12d678be2fc2b7db646fd6dc907bcc",
    DOCGNRE,
  ),
  published(
    "docgnre/re_docred_train_data_enhancement_more.json",
    3053,
    "22933ae0da1bf2dadf824baa7f1d482076e2d3b5",
    DOCGNRE,
  ),
  published("docgnre/test.json", 500, "d50ec2cfe3d0dfb21632bf8a90a99368b7bf9f6e", DOCGNRE),
  published("dwie/train_annotated.json", 602, "d1695b97727f97e896ca86e2090a8612b7e2eeb2", JMRL),
  published("dwie/dev.json", 98, "14c5c2c2fd12e870f24214ffbd1ac013a680c383", JMRL),
  published("dwie/test.json", 99, "687e2c323c1f17842a283da1d65da03f5518138a", JMRL),
  published("dwie/train_facts.json", null, "f8ab9d543b31bfeca0bba724c099b425d69c05df", JMRL),
];

/** @throws Error for a name that is not published: names come from the program itself. */
export function publishedFile(name: string): PublishedFile {
  const file = PUBLISHED_FILES.find((one) => one.name === name);
  if (file === undefined) throw new Error(`Expected the name of a published file, got "${name}"`);
  return file;
}
