/** The output formats, a line each. */
export { csv } from "./csv.js";
export { wideCsv } from "./wide-csv.js";
export { svg } from "./svg.js";
export { json } from "./json.js";
export { latex } from "./latex.js";
export { markdown } from "./markdown.js";
export { html } from "./html.js";
export { text } from "./text.js";
export { record } from "./record.js";
export { evalResults } from "./eval-results.js";
