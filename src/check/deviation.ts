import type { CheckOutcome } from "./checker.js";

/** Collects how far values are from the wanted ones, as multiples of a tolerance. */
export interface Deviation {
  /** |got − want| / (tolerance · max(1, |want|)). A NaN counts as infinitely far. */
  readonly relative: (where: string, got: number, want: number, tolerance: number) => void;
  /** The same for a whole array; `scale` replaces max(1, |want|) when it is given. */
  readonly all: (
    where: string,
    got: ArrayLike<number>,
    want: ArrayLike<number>,
    tolerance: number,
    scale?: number,
  ) => void;
  /** 0 when it holds, infinitely far when it does not. */
  readonly exact: (where: string, holds: boolean) => void;
  readonly outcome: (cases: number, skipped?: number) => CheckOutcome;
}

export function newDeviation(): Deviation {
  let worst = 0;
  let place: string | undefined;
  const take = (where: string, multiple: number): void => {
    const far = Number.isNaN(multiple) ? Infinity : multiple;
    if (far > worst || place === undefined) [worst, place] = [far, where];
  };
  const relative: Deviation["relative"] = (where, got, want, tolerance) => {
    take(where, Math.abs(got - want) / (tolerance * Math.max(1, Math.abs(want))));
  };
  return {
    relative,
    all: (where, got, want, tolerance, scale) => {
      if (got.length !== want.length) take(`${where} (${got.length} values)`, Infinity);
      for (let i = 0; i < want.length; i++) {
        if (scale === undefined) relative(where, got[i], want[i], tolerance);
        else take(where, Math.abs(got[i] - want[i]) / (tolerance * scale));
      }
    },
    exact: (where, holds) => {
      take(where, holds ? 0 : Infinity);
    },
    outcome: (cases, skipped = 0) => ({
      cases,
      skipped,
      maxDeviation: worst,
      ...(place === undefined ? {} : { why: place }),
    }),
  };
}
