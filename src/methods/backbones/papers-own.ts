import { atlop } from "./atlop/spec.js";

/** Id of the backbone of the paper's own code. */
export const PAPERS_OWN = atlop.id;
