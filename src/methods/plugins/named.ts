/** A plugin that is known by name only. */
export interface NamedPlugin {
  /** Its name in tables. */
  readonly label: string;
  /** Other spellings of the id that users may write. */
  readonly aliases?: readonly string[];
  /** What a training with it costs beside one without, for estimates; not measured. */
  readonly cost: number;
}

/**
 * Rule plugins that the paper prints numbers of and that are not built here: rows that name them wait, but for those of a
 * user's program, which may bring them.
 */
export const NAMED_PLUGINS: Readonly<Record<string, NamedPlugin | undefined>> = {
  logicre: { label: "LogicRE", aliases: ["logire"], cost: 1.5 },
  milr: { label: "MILR", cost: 1.5 },
  jmrl: { label: "JMRL", cost: 1.5 },
};
