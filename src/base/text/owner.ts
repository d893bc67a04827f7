/** A process for people: who works on a run or a plan. */
export const ownerText = (owner: { readonly host: string; readonly pid: number } | null): string =>
  owner === null ? "an unknown process" : `${owner.host}, process ${owner.pid}`;
