import { plural } from "../../base/text/plural.js";
import type { ClaimOutcome } from "../claims/outcome.js";
import type { DocumentClaims, ReportDocument } from "../document/document.js";
import { oursText, paperText } from "../explanation/claims.js";
import { anchor, escaped } from "./markup.js";

/** Where a claim stands in the page. */
export const claimId = (id: string): string => `claim/${id}`;

/** "96 claims: 3 holds, 1 fails": the counts of `amtl-run claims`. */
export const claimsLine = ({ claims, counts }: DocumentClaims): string =>
  `${plural(claims.length, "claim")}: ${Object.entries(counts.ours)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(", ")}`;

/** The paper's claims, each with what its own numbers say of it, what ours say, and the cells that it rests on. */
export function claimsMarkup(
  found: DocumentClaims | undefined,
  cells: ReadonlySet<string>,
): string {
  if (found === undefined || found.claims.length === 0) return "";
  const onPaper = Object.entries(found.counts.paper)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(", ");
  return [
    '<section id="claims" aria-labelledby="claims-title">',
    '<h2 id="claims-title">Claims of the paper</h2>',
    `<p>here (profile ${escaped(found.profile)}): ${escaped(claimsLine(found))}<br>on paper, by its printed numbers alone: ${escaped(onPaper)}</p>`,
    '<div class="scroll" role="region" tabindex="0" aria-label="claims, table">',
    '<table class="claims"><caption>What the paper says, what its printed numbers say of it, and what ours say. Decided by 95 % intervals over seeds and documents, each claim by itself. Cells of the claim under the pointer or the focus are outlined.</caption>',
    '<thead><tr><th scope="col">claim</th><th scope="col">on paper</th><th scope="col">here</th><th scope="col">cells</th></tr></thead><tbody>',
    ...found.claims.map((claim) => rowOf(claim, cells)),
    "</tbody></table></div></section>",
  ].join("\n");
}

function rowOf(claim: ClaimOutcome, shown: ReadonlySet<string>): string {
  const { id, where, statement, origin, reading, note, cells } = claim;
  const more = [
    ...(reading === null ? [] : [`read as: ${reading}`]),
    ...(note === null ? [] : [`note: ${note}`]),
  ].map((text) => `<br><span class="soft">${escaped(text)}</span>`);
  const there = cells.filter((cell) => shown.has(cell));
  const links = there.map(
    (cell) => `<a class="cell" href="${escaped(anchor(cell))}">${escaped(cell)}</a>`,
  );
  const list =
    there.length === 0
      ? ""
      : `<details><summary>${plural(there.length, "cell")}</summary>${links.join(" ")}</details>`;
  const said = origin === "control" ? `control; ${where}` : where;
  return `<tr id="${escaped(claimId(id))}" tabindex="-1" data-claim="${escaped(id)}"><th scope="row">${escaped(statement)}<br><span class="soft">${escaped(`${said} · ${id}`)}</span>${more.join("")}</th><td>${signed(claim.paper.verdict)}${escaped(paperText(claim))}</td><td>${signed(claim.ours.verdict)}${escaped(oursText(claim))}</td><td>${list}</td></tr>`;
}

/** A sign beside the word, so that no verdict is told by colour alone. */
const SIGNS: Readonly<Record<string, string>> = {
  holds: "✓",
  fails: "✗",
  inconclusive: "?",
  "cannot tell": "–",
  "not testable here": "–",
};

const signed = (verdict: string): string => `<span aria-hidden="true">${SIGNS[verdict]}</span> `;

/** Why a page has no claims; empty where it has, and where nobody asked. */
export const withoutClaims = ({ withoutClaims: why }: ReportDocument): string =>
  why === undefined ? "" : `<p class="soft">Claims of the paper: ${escaped(why)}.</p>`;

/** The claims that rest on each cell. */
export type ClaimsOfCells = ReadonlyMap<string, readonly ClaimOutcome[]>;

export function claimsByCell(found: DocumentClaims | undefined): ClaimsOfCells {
  const byCell = new Map<string, ClaimOutcome[]>();
  for (const claim of found?.claims ?? []) {
    for (const cell of claim.cells) byCell.set(cell, [...(byCell.get(cell) ?? []), claim]);
  }
  return byCell;
}
