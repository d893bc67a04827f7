import { CRATE } from "../../report/formats/crate.js";

/** Whether a crate is asked for, by its format or by the name of the file. */
export const isCrate = (out: string | undefined, asked: readonly string[]): boolean =>
  asked.includes(CRATE.id) || (asked.length === 0 && out?.endsWith(`.${CRATE.extension}`) === true);
