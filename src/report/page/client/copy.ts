import { files, whole } from "./data.js";

/** What a file of all tables begins with once: lines of each table's file. */
const HEAD_LINES: Readonly<Record<string, number>> = { csv: 1, tex: 2 };

/** A table's file, or all tables' in one: the bytes that the command line writes. */
export async function fileOf(table: string, end: string): Promise<string> {
  if (end === "json") {
    return `${JSON.stringify(await whole(), null, 2)}\n`;
  }
  const every = await files;
  if (table !== "") return every[table][end];
  const all = Object.values(every).flatMap((each) => each[end] ?? []);
  const lines = HEAD_LINES[end] ?? 0;
  if (lines === 0) return all.join("\n");
  const cut = (text: string): readonly [head: string, rest: string] => {
    let at = 0;
    for (let line = 0; line < lines; line++) at = text.indexOf("\n", at) + 1;
    return [text.slice(0, at), text.slice(at)];
  };
  const parts = all.map(cut);
  return (
    (parts[0]?.[0] ?? "") + parts.map(([, rest]) => (end === "tex" ? `\n${rest}` : rest)).join("")
  );
}

/** Copies what a button stands for, and says so where a screen reader hears it. */
export function startCopying(): void {
  document.addEventListener("click", (event) => {
    const button =
      event.target instanceof Element
        ? event.target.closest<HTMLElement>("button[data-copy],button[data-save]")
        : null;
    if (button === null) return;
    const { copy, save, table = "" } = button.dataset;
    if (save !== undefined) void saveFile(table, save);
    else void copyText(copy ?? "", table, button);
  });
}

async function saveFile(table: string, end: string): Promise<void> {
  download(`${table === "" ? "report" : table}.${end}`, await fileOf(table, end));
}

/** @param what the end of a file's name, or `command`: what stands before the button. */
async function copyText(what: string, table: string, button: HTMLElement): Promise<void> {
  const text =
    what === "command"
      ? (button.previousElementSibling?.textContent ?? "")
      : await fileOf(table, what);
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "copied";
  } catch {
    // A page from a file may not be let at the clipboard: what is meant is marked, to be copied by key.
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("aria-label", "text to copy");
    button.after(field);
    field.select();
    button.textContent = "copy by key";
  }
  setTimeout(() => (button.textContent = label), 1500);
}

function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
