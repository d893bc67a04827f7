import { plots } from "./data.js";

/** Shows a plot when it is first opened: hundreds of marks that few readers ask for. */
export function startPlots(): void {
  for (const each of document.querySelectorAll<HTMLDetailsElement>("details[data-plot]")) {
    each.addEventListener("toggle", () => void show(each), { once: true });
  }
}

async function show(details: HTMLDetailsElement): Promise<void> {
  const table = details.closest("section")?.dataset.table ?? "";
  const svg = (await plots)[table]?.[details.dataset.plot ?? ""];
  const figure = details.querySelector("figure");
  if (svg !== undefined && figure !== null) figure.innerHTML = svg;
}
