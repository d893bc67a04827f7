import { xmlText } from "../../base/text/xml-text.js";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** A text in a page: between tags, or as an attribute's value. */
export const escaped = (text: string): string =>
  xmlText(text).replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]);

/** Data in a page's script element, which no content can end. */
export const embedded = (data: object): string =>
  JSON.stringify(data).replaceAll("<", String.raw`\u003c`);

/** An address within the page. */
export const anchor = (id: string): string => `#${encodeURI(id)}`;
