import type { TopLevelSpec } from "vega-lite";
import { sha256 } from "../../base/canonical.js";
import { noteName, notesIn } from "../../base/notes.js";
import { packageManifest } from "../../base/package-manifest.js";
import { projectRoot } from "../../base/root.js";
import { fields, recordOf, text } from "../../base/shape.js";

/** Raised by hand whenever the same specification gives another picture. */
const DRAWING_VERSION = 1;

const notes = notesIn<{ readonly of: string; readonly svg: string }>(
  "figures",
  fields({ of: text, svg: text }),
);

/**
 * The bytes of `renderSvg`, from the user's cache where the same specification was drawn by the same packages before: to
 * load and run what draws takes most of the time of a page of finished results.
 *
 * @param place what the picture is of, in words: of each place the last picture is kept.
 * @throws Error as `renderSvg`.
 */
export async function keptSvg(spec: TopLevelSpec, place: readonly string[]): Promise<string> {
  const note = noteName(JSON.stringify(place));
  const of = sha256(JSON.stringify([DRAWING_VERSION, await (drawing ??= versions()), spec]));
  const known = await notes.recall(note);
  if (known?.of === of) return known.svg;
  const { renderSvg } = await import("./draw.js");
  const svg = await renderSvg(spec);
  await notes.remember(note, { of, svg });
  return svg;
}

let drawing: ReturnType<typeof versions> | undefined;

/** The packages that draw, as they are installed: of many, each has a version of its own. */
async function versions(): Promise<readonly (readonly [name: string, version: string])[]> {
  const root = projectRoot();
  const versionOf = async (name: string) => {
    const found = await packageManifest(root, name, fields({ version: text }));
    return [name, found?.version ?? ""] as const;
  };
  const vega = await packageManifest(root, "vega", fields({ dependencies: recordOf(text) }));
  return await Promise.all(
    ["vega", "vega-lite", ...Object.keys(vega?.dependencies ?? {})].map(versionOf),
  );
}
