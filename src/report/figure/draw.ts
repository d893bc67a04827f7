import type { TopLevelSpec } from "vega-lite";
import { xmlText } from "../../base/text/xml-text.js";

/**
 * Draws a specification. The same specification gives the same bytes. Vega is large, so it is loaded only here.
 *
 * @throws Error for a specification that Vega-Lite refuses or warns about: it is made by the program.
 */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import("vega-lite"), import("vega")]);
  const refuse = (...words: readonly unknown[]): never => {
    throw new Error(`Expected a figure without warnings, got: ${words.join(" ")}`);
  };
  const logger = { ...vega.logger(vega.Error), warn: refuse, error: refuse };
  const compiled = compile(spec, { logger }).spec;
  // Ids of clip paths count on from figure to figure.
  vega.resetSVGDefIds();
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
  try {
    return `${xmlText(await view.toSVG())}\n`;
  } finally {
    view.finalize();
  }
}
