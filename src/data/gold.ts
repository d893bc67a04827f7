import type { GoldDocument } from "../score/types.js";
import type { Document } from "./types.js";

/** What scoring needs of a document. A document without labels has no facts to be found. */
export const toGold = ({ title, entities, facts }: Document): GoldDocument => ({
  title,
  names: entities.map((mentions) => mentions.map(({ name }) => name)),
  facts: facts ?? [],
});
