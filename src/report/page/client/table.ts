import { element } from "./elements.js";

/** A table whose rows begin with their heads, and that scrolls by itself. @param kind texts wrap, numbers do not. */
export function tableOf(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  kind: "fields" | "numbers" = "numbers",
): HTMLElement {
  const head = element("tr", {}, ...heads.map((each) => element("th", { scope: "col" }, each)));
  const body = rows.map(([name, ...cells]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, name),
      ...cells.map((each) => element("td", {}, each)),
    ),
  );
  const made = element(
    "table",
    { class: `difference ${kind}` },
    element("caption", {}, caption),
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
  const place = { class: "scroll", role: "region", tabindex: "0", "aria-label": caption };
  return element("div", place, made);
}
