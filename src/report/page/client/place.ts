/** What the address says behind "#": a cell or a table, or "?q=…&sort=…". */
export interface Place {
  readonly target: string;
  readonly query: string;
  readonly sort: string;
}

export function placeNow(): Place {
  const hash = decodeURIComponent(location.hash.slice(1));
  const words = hash.startsWith("?") ? new URLSearchParams(location.hash.slice(2)) : null;
  return {
    target: words === null ? hash : "",
    query: words?.get("q") ?? "",
    sort: words?.get("sort") ?? "",
  };
}

/** Writes what is filtered into the address, so that it can be sent. */
export function keepPlace(query: string, sort: string): void {
  const words = new URLSearchParams();
  if (query !== "") words.set("q", query);
  if (sort !== "") words.set("sort", sort);
  const hash = [...words].length === 0 ? " " : `#?${words.toString()}`;
  history.replaceState(null, "", hash === " " ? location.href.replace(/#.*$/, "") : hash);
}
