/** Outlines the cells of the claim that the pointer or the focus is on. */
export function startClaims(): void {
  const table = document.querySelector("table.claims");
  if (table === null) return;
  const places = new Map<string, HTMLElement>();
  for (const place of document.querySelectorAll<HTMLElement>("td[data-cell]")) {
    places.set(place.dataset.cell ?? "", place);
  }
  const show = (row: Element | null): void => {
    for (const place of document.querySelectorAll(".meant")) place.classList.remove("meant");
    for (const link of row?.querySelectorAll<HTMLAnchorElement>("a.cell") ?? []) {
      places.get(decodeURIComponent(link.hash.slice(1)))?.classList.add("meant");
    }
  };
  const rowAt = ({ target }: Event): Element | null =>
    target instanceof Element ? target.closest("tr[data-claim]") : null;
  for (const kind of ["pointerover", "focusin"]) {
    table.addEventListener(kind, (event) => {
      show(rowAt(event));
    });
  }
}
