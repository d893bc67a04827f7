/**
 * Backbones that the paper prints numbers of and that are not built here: a program of the user's may bring them.
 * What a training of each costs beside ATLOP's is not measured: by their operations.
 */
export const NAMED_BACKBONES: Readonly<Record<string, { readonly cost: number } | undefined>> = {
  docunet: { cost: 1.3 },
};
