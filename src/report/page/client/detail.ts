import { drawCurve } from "./curve.js";
import { cells, report } from "./data.js";
import { element } from "./elements.js";
import { placeNow } from "./place.js";

/** Shows a cell's details beside its table; they stand in the list below it, where they are read without a script. */
export function startDetails(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#detail");
  const content = dialog?.querySelector("[data-content]");
  if (dialog == null || content == null) return;
  let last: string | null = null;
  const open = (id: string): void => {
    const article = document.getElementById(id);
    if (article?.dataset.detail === undefined) {
      // A link out of the details, to a claim.
      last = null;
      dialog.close();
      article?.scrollIntoView();
      article?.focus();
      return;
    }
    const copy = article.cloneNode(true) as HTMLElement;
    copy.removeAttribute("id");
    for (const each of copy.querySelectorAll("[id]")) each.removeAttribute("id");
    copy.querySelector("h3")?.after(compareLink(id));
    for (const command of copy.querySelectorAll("code")) command.after(copyButton(command));
    const seeds = copy.querySelector("table");
    if (seeds !== null) void drawCurve(id, seeds);
    content.replaceChildren(copy);
    last = id;
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };
  const follow = (): void => {
    const { target } = placeNow();
    if (target !== "") open(target);
    else if (dialog.open) {
      last = null;
      dialog.close();
    }
  };
  dialog.addEventListener("close", () => {
    if (last === null) return;
    history.replaceState(null, "", location.href.replace(/#.*$/, ""));
    linkTo(last)?.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.cell") : null;
    const id = link?.getAttribute("href")?.slice(1);
    if (id === undefined) return;
    event.preventDefault();
    history.pushState(null, "", `#${id}`);
    open(decodeURIComponent(id));
  });
  follow();
}

const linkTo = (id: string | null): HTMLElement | null =>
  [...document.querySelectorAll<HTMLAnchorElement>("td > a.cell")].find(
    (each) => decodeURIComponent(each.hash.slice(1)) === id,
  ) ?? null;

/** To the cell's row beside the first row of its table. */
function compareLink(id: string): HTMLElement {
  const table = report.tables.find(({ cells: all }) => all.some(({ cell }) => cell === id));
  const [first, own] = [table?.cells.at(0), cells.get(id)].map(
    (cell) => `${table?.id ?? ""}/${cell?.row ?? ""}`,
  );
  const words = new URLSearchParams({ diff: "row", a: first, b: own });
  return element(
    "p",
    {},
    element("a", { href: `#?${words.toString()}` }, "compare this row with another"),
  );
}

function copyButton({ parentElement }: Element): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "copy";
  button.dataset.copy = "command";
  button.ariaLabel = `copy ${parentElement?.firstChild?.textContent ?? "the command"}`;
  return button;
}
