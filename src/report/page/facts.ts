import type { ReportDocument } from "../document/document.js";
import { escaped } from "./markup.js";
import { packed } from "./packed.js";

/** Characters that a page of one table may have with its facts; at the paper's scale they are most of it. */
const MOST = 1_500_000;

/**
 * Facts for a page's script, packed; what is left out is said in their place.
 * @param others characters that the page has without them.
 */
export function factsMarkup(
  { facts, withoutFacts = "" }: Pick<ReportDocument, "facts" | "withoutFacts">,
  others: number,
): string {
  const all = facts === undefined ? "" : packed(facts);
  const hasRoom = others + all.length <= MOST;
  const lacks = hasRoom ? withoutFacts : "the page would be larger than 1.5 MB with them";
  return `<script type="text/plain" id="report-facts" data-lacks="${escaped(lacks)}">${hasRoom ? all : ""}</script>`;
}
