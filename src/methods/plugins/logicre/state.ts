import type { MomentState } from "../../../contract/learner.js";
import type { Weights } from "../../../contract/compute/parameters.js";
import { bodyKey, bodyOf, DEPTH, type Shares } from "./bodies.js";

/** What the steps to come depend on. */
export interface State {
  readonly shares: readonly Shares[];
  readonly parameters: Weights;
  /** Left out: the optimizer is new. */
  readonly moments?: ReadonlyMap<string, MomentState> | undefined;
}

/** Numbers of a share: its triple, and the atoms of its body. */
const WIDTH = 1 + DEPTH;

/** A state as arrays. */
export function stateOf({ shares, parameters, moments }: State): Map<string, Float32Array> {
  const all = shares.flatMap((own, triple) =>
    [...own].map(([key, share]) => ({ numbers: [triple, ...bodyOf(key)], share })),
  );
  return new Map([
    ["bodies", Float32Array.from(all.flatMap(({ numbers }) => numbers))],
    ["shares", Float32Array.from(all, ({ share }) => share)],
    ...[...parameters].map(([name, { values }]) => [`p ${name}`, values] as const),
    ...[...(moments ?? [])].flatMap(([name, { updates, m, v }]) => [
      [`u ${name}`, Float32Array.of(updates)] as const,
      [`m ${name}`, m] as const,
      [`v ${name}`, v] as const,
    ]),
  ]);
}

/** The state that {@link stateOf} wrote. Throws an Error for arrays of anything else. */
export function restored(
  arrays: ReadonlyMap<string, Float32Array>,
  shapes: Weights,
  triples: number,
): State {
  const at = (name: string): Float32Array => {
    const found = arrays.get(name);
    if (found === undefined) throw new Error(`Expected stored values of ${name}, got none`);
    return found;
  };
  const [bodies, given] = [at("bodies"), at("shares")];
  const shares = Array.from({ length: triples }, (): Shares => new Map());
  given.forEach((share, i) => {
    const [triple, ...body] = bodies.subarray(i * WIDTH, (i + 1) * WIDTH);
    shares[triple].set(bodyKey(body), share);
  });
  const parameters = new Map(
    [...shapes].map(([name, { shape }]) => [name, { shape, values: at(`p ${name}`) }]),
  );
  const moments = new Map(
    [...shapes.keys()]
      .filter((name) => arrays.has(`u ${name}`))
      .map((name) => [
        name,
        { updates: at(`u ${name}`)[0], m: at(`m ${name}`), v: at(`v ${name}`) },
      ]),
  );
  return { shares, parameters, ...(moments.size > 0 && { moments }) };
}
