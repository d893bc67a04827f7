/**
 * What results look like, checked whenever one is read: a file may be damaged and still be JSON. By hand, since
 * every `plan` and `report` reads results, and loading a schema library takes as long as all the rest of a start.
 */

/** Why the value at `path` is not as it should be, or null. */
type Check = (value: unknown, path: string) => string | null;

const where =
  (fits: (value: unknown) => boolean, expected: string): Check =>
  (value, path) =>
    fits(value) ? null : `${path} is ${shown(value)}, expected ${expected}`;

const shown = (value: unknown): string =>
  value === undefined ? "absent" : JSON.stringify(value).slice(0, 60);

const number = where(Number.isFinite, "a number");
const numberOrNull = where((value) => value === null || Number.isFinite(value), "a number or null");
const text = where((value) => typeof value === "string", "a text");
const count = where((value) => Number.isSafeInteger(value) && Number(value) >= 0, "a count");
/** With room for rounding. */
const percent = where(
  (value) => Number.isFinite(value) && Number(value) >= 0 && Number(value) < 100.001,
  "a percentage",
);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A check of what may be absent. */
const optional =
  (check: Check): Check =>
  (value, path) =>
    value === undefined ? null : check(value, path);

/** The first complaint about several parts. */
const firstOf = (complaints: readonly (string | null)[]): string | null =>
  complaints.find((complaint) => complaint !== null) ?? null;

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

const anObject = where(isObject, "an object");

/** An object with these fields; others may be there too. */
const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value, path) =>
    isObject(value)
      ? firstOf(Object.entries(checks).map(([name, check]) => check(value[name], join(path, name))))
      : anObject(value, path);

/** An object whose values are all of one kind, whatever its keys. */
const valuesOf =
  (check: Check): Check =>
  (value, path) =>
    isObject(value)
      ? firstOf(Object.entries(value).map(([name, each]) => check(each, join(path, name))))
      : anObject(value, path);

const listOf =
  (check: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? firstOf(value.map((each, at) => check(each, `${path}[${at}]`)))
      : where(() => false, "a list")(value, path);

const metrics = { f1: percent, ignF1: percent, precision: percent, recall: percent };
const counted = { gold: count, submitted: count, correct: count };

/** What {@link TrainResult} promises, beyond schema and id. */
export const trainResultFlaw = (value: object): string | null =>
  fields({
    dev: listOf(fields({ step: count, epoch: count, loss: number, ...metrics })),
    best: count,
    steps: count,
  })(value, "") ?? bestFlaw(value as { dev: readonly unknown[]; best: number });

const bestFlaw = ({ dev, best }: { dev: readonly unknown[]; best: number }): string | null =>
  best < Math.max(1, dev.length) ? null : `best is ${best}, expected an index into dev`;

/** What {@link EvalResult} promises, beyond schema and id. */
export const evalResultFlaw = (value: object): string | null =>
  fields({
    trainId: text,
    evalSet: text,
    counts: fields({ documents: count, pairs: count, ...counted, ignored: count }),
    metrics: fields(metrics),
    bands: valuesOf(fields(metrics)),
    perRelation: valuesOf(fields(counted)),
    documents: optional(
      fields({
        gold: listOf(count),
        submitted: listOf(count),
        correct: listOf(count),
        ignored: listOf(count),
      }),
    ),
    thresholdMean: number,
    relationScores: optional(listOf(fields({ relation: text, pairs: count, score: numberOrNull }))),
  })(value, "");
