import { amtl } from "./amtl.js";

/** Id of the loss that the paper is about. */
export const PAPERS_OWN = amtl.id;
