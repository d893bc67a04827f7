/** Where a script shows in what two rows, columns or runs differ; without one `amtl-run diff` says it. */
export const DIFFERENCE = [
  '<details id="difference" data-script hidden><summary>Compare two rows, columns or runs</summary>',
  '<div class="choices">',
  '<label>compare<select id="difference-kind"><option value="row">rows</option><option value="column">columns</option><option value="run">runs</option></select></label>',
  '<label>A<select id="difference-a"></select></label>',
  '<label>B<select id="difference-b"></select></label>',
  '<button type="button" id="difference-swap">exchange A and B</button>',
  "</div>",
  '<div id="difference-found" aria-live="polite"></div>',
  "</details>",
].join("");
