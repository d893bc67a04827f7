/** What the address says behind "#": a cell or a table, or words such as "?q=…&sort=…". */
export interface Place {
  readonly target: string;
  readonly words: URLSearchParams;
}

export function placeNow(): Place {
  const { hash } = location;
  return hash.startsWith("#?")
    ? { target: "", words: new URLSearchParams(hash.slice(2)) }
    : { target: decodeURIComponent(hash.slice(1)), words: new URLSearchParams() };
}

/** Writes what is chosen into the address, so that it can be sent; other words stay. @param words empty: none. */
export function keepPlace(words: Readonly<Record<string, string>>): void {
  const all = placeNow().words;
  for (const [name, value] of Object.entries(words)) {
    if (value === "") all.delete(name);
    else all.set(name, value);
  }
  const address = location.href.replace(/#.*$/, "");
  history.replaceState(null, "", [...all].length === 0 ? address : `#?${all.toString()}`);
}
