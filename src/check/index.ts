import { expectedText } from "../base/text/issue.js";
import { ZodError, z } from "zod";
import { AmtlError, ExitCode } from "../base/errors.js";
import { parseJson } from "../corpus/read/json.js";
import { readText } from "../corpus/read/reader.js";
import { NoParameter } from "../nn/parameters.js";
import { findNamed, listJson } from "./find.js";
import { KINDS } from "./kinds.js";
import { NOT_COVERED, NotCovered } from "./checker.js";
import type { CheckContext, CheckOutcome, Checker, FileReport, Verdict } from "./checker.js";

/** The version of the format that this program reads (docs/golden-format.md). */
const FORMAT = 1;

const headSchema = z.object({
  golden: z.literal(FORMAT, { error: `expected ${FORMAT}, the version that this program reads` }),
  kind: z.string(),
  name: z.string(),
});

/** Looks a kind's checker up; undefined when there is none. */
export type FindChecker = (kind: string) => Promise<Checker | undefined>;

const installedChecker: FindChecker = async (kind) => (await KINDS.get(kind)?.())?.check;

/**
 * Recomputes golden files on the present engine, one report a file, as they are done.
 * JSON files without a `golden` field are passed over: they belong to fixtures.
 *
 * @param paths files, and folders that are searched through.
 * @throws AmtlError (2) for a path that does not exist; everything wrong inside a file is in its report.
 */
export async function* checkPaths(
  paths: readonly string[],
  context: Pick<CheckContext, "engine" | "tf">,
  findChecker: FindChecker = installedChecker,
): AsyncIterable<FileReport> {
  for (const file of await listJson(paths)) {
    const report = await checkFile(file, context, findChecker);
    if (report !== null) yield report;
  }
}

async function checkFile(
  file: string,
  context: Pick<CheckContext, "engine" | "tf">,
  findChecker: FindChecker,
): Promise<FileReport | null> {
  const report: FileReport = { file, ...UNREAD };
  let golden: Readonly<Record<string, unknown>>;
  let head: z.infer<typeof headSchema>;
  try {
    const content = parseJson(await readText(file), file);
    if (typeof content !== "object" || content === null || !("golden" in content)) return null;
    golden = { ...content };
    head = headSchema.parse(content);
  } catch (error) {
    return { ...report, why: describe(error) };
  }
  const { kind, name } = head;
  const find = (wanted: string) => Promise.resolve(findNamed(file, wanted));
  try {
    const check = await findChecker(kind);
    const outcome = (await check?.(golden, { ...context, file, find })) ?? NOT_COVERED;
    if (outcome === NOT_COVERED) return { ...report, kind, name, verdict: NOT_COVERED };
    return { file, kind, name, ...judgeOutcome(outcome) };
  } catch (error) {
    return { ...report, kind, name, verdict: verdictOfError(error), why: describe(error) };
  }
}

const UNREAD: Omit<FileReport, "file"> = {
  kind: null,
  name: null,
  cases: 0,
  skipped: 0,
  maxDeviation: null,
  verdict: "unreadable",
  why: null,
};

/** A file in which nothing was compared is never ok. */
function judgeOutcome(outcome: CheckOutcome): Omit<FileReport, "file" | "kind" | "name"> {
  const { cases, skipped, maxDeviation } = outcome;
  const compared = cases > skipped;
  const verdict: Verdict =
    cases === 0
      ? "unreadable"
      : compared && !(maxDeviation <= 1)
        ? "deviates"
        : skipped > 0
          ? "skipped"
          : "ok";
  const why = outcome.why ?? (cases === 0 ? "the file holds no cases" : null);
  const finite = compared && Number.isFinite(maxDeviation);
  return { cases, skipped, maxDeviation: finite ? maxDeviation : null, verdict, why };
}

/**
 * What the file says wrongly makes it unreadable; what the machine lacks makes it skipped; an engine that lacks a
 * kernel deviates. Anything else is a mistake of the program: it failed, and says nothing about the numbers.
 */
function verdictOfError(error: unknown): Verdict {
  if (error instanceof NotCovered) return NOT_COVERED;
  if (error instanceof ZodError || error instanceof NoParameter) return "unreadable";
  if (missingKernel(error) !== null) return "deviates";
  if (!(error instanceof AmtlError)) return "failed";
  return error.exitCode === ExitCode.lacking ? "skipped" : "unreadable";
}

/** The kernel that the engine does not have, if that is the error. */
const missingKernel = (error: unknown): string | null =>
  /[Kk]ernel '?(\w+)'? not registered/.exec(String(error))?.[1] ?? null;

function describe(error: unknown): string {
  if (error instanceof ZodError) {
    const [issue] = error.issues;
    return `field ${issue.path.join(".")}: expected ${expectedText(issue)}`;
  }
  if (error instanceof AmtlError) {
    const { where, expected, got } = error.details;
    const parts = [where, expected && `expected ${expected}`, got && `got ${got}`];
    return [error.message, ...parts].filter((part) => part !== undefined).join("; ");
  }
  if (error instanceof NotCovered || error instanceof NoParameter) return error.message;
  const kernel = missingKernel(error);
  if (kernel !== null) return `the engine has no kernel ${kernel}`;
  return `the check broke off (${String(error)})`;
}

/**
 * 0 all within tolerance, 1 a deviation, an unreadable file or a check that broke off, 3 something skipped, or nothing
 * found.
 * @param mustCover whether what no check covers counts as something left out, too.
 */
export function exitCodeOf(
  reports: readonly Pick<FileReport, "verdict">[],
  mustCover = true,
): ExitCode {
  const has = (...verdicts: Verdict[]) => reports.some(({ verdict }) => verdicts.includes(verdict));
  if (has("deviates", "unreadable", "failed")) return ExitCode.failed;
  if (has("skipped") || reports.length === 0) return ExitCode.incomplete;
  if (mustCover && has(NOT_COVERED)) return ExitCode.incomplete;
  return ExitCode.done;
}
