/** The first twelve digits: how people, labels and the `runs` column of a CSV name a run. */
export const shortId = (id: string): string => id.slice(0, 12);
