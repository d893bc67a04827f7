/** A backbone that is known by name only. */
export interface NamedBackbone {
  /** Its name in tables. */
  readonly label: string;
  /** What a training costs beside ATLOP's; not measured: by its operations. */
  readonly cost: number;
}

/**
 * Backbones that the paper prints numbers of and that are not built here: rows that name them wait, but for those of a
 * user's program, which may bring them.
 */
export const NAMED_BACKBONES: Readonly<Record<string, NamedBackbone | undefined>> = {
  docunet: { label: "DocuNet", cost: 1.3 },
};
