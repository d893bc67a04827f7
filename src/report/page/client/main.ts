import { startClaims } from "./claims.js";
import { startCopying } from "./copy.js";
import { startDetails } from "./detail.js";
import { startDifference } from "./difference.js";
import { startFilter } from "./filter.js";
import { startPlots } from "./plots.js";

for (const each of document.querySelectorAll<HTMLElement>("[data-script]")) each.hidden = false;
startCopying();
startFilter();
startDetails();
startClaims();
startDifference();
startPlots();

// A report that is written again while runs go on is read again; the browser keeps the place.
const { watch } = document.documentElement.dataset;
if (watch !== undefined) {
  setInterval(
    () => {
      if (!document.hidden && document.querySelector("dialog[open]") === null) location.reload();
    },
    Number(watch) * 1000,
  );
}
