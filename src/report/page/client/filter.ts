import { cells, factsOf, names } from "./data.js";
import { find } from "./elements.js";
import { keepPlace, placeNow } from "./place.js";
import { parseQuery } from "./query.js";
import { sortRows } from "./sort.js";

/** Shows the cells that a text means, in the order that is chosen; both stand in the address. */
export function startFilter(): void {
  const form = find("#filter", HTMLFormElement);
  const text = find("#query", HTMLInputElement);
  const sort = find("#sort", HTMLSelectElement);
  const said = find("#found", HTMLElement);
  const chips = [...document.querySelectorAll<HTMLButtonElement>("button[data-query]")];
  const show = (): void => {
    const query = parseQuery(text.value, names);
    text.setAttribute("aria-invalid", String("error" in query));
    if ("error" in query) {
      said.textContent = query.error;
      return;
    }
    let count = 0;
    for (const place of document.querySelectorAll<HTMLElement>("td[data-cell]")) {
      const cell = cells.get(place.dataset.cell ?? "");
      const isMeant = cell !== undefined && query.matches(factsOf(cell));
      place.classList.toggle("off", !isMeant);
      if (isMeant) count++;
    }
    const isAll = text.value.trim() === "";
    for (const row of document.querySelectorAll<HTMLElement>("tr[data-row]")) {
      row.hidden = !isAll && row.querySelector("td[data-cell]:not(.off)") === null;
    }
    for (const section of document.querySelectorAll<HTMLElement>("section[data-table]")) {
      section.hidden = !isAll && section.querySelector("td[data-cell]:not(.off)") === null;
    }
    for (const chip of chips) {
      chip.setAttribute("aria-pressed", String(chip.dataset.query === text.value.trim()));
    }
    said.textContent = isAll ? "" : `${count} of ${cells.size} cells`;
    sortRows(sort.value);
    if (!placeNow().target || !isAll || sort.value !== "") {
      keepPlace({ q: text.value.trim(), sort: sort.value });
    }
  };
  const read = (): void => {
    const { words } = placeNow();
    text.value = words.get("q") ?? "";
    sort.value = words.get("sort") ?? "";
    show();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  form.addEventListener("reset", () => setTimeout(show));
  text.addEventListener("input", show);
  sort.addEventListener("change", show);
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      text.value = text.value.trim() === chip.dataset.query ? "" : (chip.dataset.query ?? "");
      show();
    });
  }
  addEventListener("hashchange", () => {
    if (placeNow().target === "") read();
  });
  read();
}
