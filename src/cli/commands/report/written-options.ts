/** Options of `report` that say what is written. */
export interface WrittenOptions {
  readonly out: string | undefined;
  readonly formats: readonly string[];
  readonly anonymous: boolean;
  readonly paper: boolean;
  readonly from: string | undefined;
  readonly watch: number | undefined;
  readonly open: boolean;
}

/** The first of these options that was given; undefined where none was. */
export const givenOf = (
  options: WrittenOptions,
  names: readonly Exclude<keyof WrittenOptions, "formats">[],
): string | undefined =>
  names.find((name) => options[name] !== undefined && options[name] !== false);
