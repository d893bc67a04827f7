import type { EngineReport, InstallEvent } from "../engines.js";
import { sizeText } from "../../base/text/size.js";

const SHA_TEXT = {
  verified: "verified: every file is as published",
  damaged: "DAMAGED",
  unpinned: "not checked: this library was not installed by amtl-run",
} as const;

/** One labelled line a fact. */
export function engineText({ engine, why, library, threads, cpu, platform }: EngineReport): string {
  const lines = [["engine", `${engine} (${why})`]];
  if (library === null) {
    lines.push(["library", "no native library; amtl-run engine install brings it"]);
  } else {
    const { build, version, path, sha256, damage } = library;
    lines.push(
      ["library", `TensorFlow ${version ?? "of unknown version"} (${build})`],
      ["path", path],
      ["SHA-256", damage === null ? SHA_TEXT[sha256] : `${SHA_TEXT[sha256]}: ${damage}`],
    );
    if (sha256 === "damaged") lines.push(["fix", "amtl-run engine install --verify"]);
  }
  lines.push(["threads", `${threads}`], ["processor", cpu], ["platform", platform]);
  return `${lines.map(([label, text]) => `${label.padEnd(10)} ${text}`).join("\n")}\n`;
}

/** Tenths of the work between two lines where there is no terminal to redraw. */
const STEP = 10;

/**
 * Shows an installation as it goes: on a terminal one line that is redrawn, else a line for every tenth.
 * @param write writes to standard error
 */
export function installProgress(
  write: (text: string) => void,
  terminal: boolean,
): (event: InstallEvent) => void {
  let shown = "";
  const line = (text: string): void => {
    write(terminal && shown !== "" ? `\n${text}\n` : `${text}\n`);
    shown = "";
  };
  return (event) => {
    switch (event.type) {
      case "plan":
        line(
          `Fetching ${event.what} with pip: ${sizeText(event.downloadBytes)} to download, ` +
            `${sizeText(event.unpackedBytes)} in ${event.folder}`,
        );
        return;
      case "waiting":
        line(`Another installation is at work (${event.lock}); waiting for it`);
        return;
      case "compiling":
        line(`Compiling the binding between Node and TensorFlow with ${event.compiler}`);
        return;
      case "linked":
        line(`The native engine is installed: ${event.folder}`);
        return;
      case "progress": {
        const percent = Math.floor((100 * event.bytes) / event.total);
        const of = `${sizeText(event.bytes)} of ${sizeText(event.total)}`;
        const text = terminal
          ? `  ${event.step} ${percent} % (${of})`
          : `  ${event.step} ${percent - (percent % STEP)} %`;
        if (text === shown) return;
        write(terminal ? `\r${text.padEnd(shown.length)}` : `${text}\n`);
        shown = text;
      }
    }
  };
}
