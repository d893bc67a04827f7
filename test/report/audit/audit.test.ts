import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "../../../src/base/random.js";
import { projectRoot } from "../../../src/base/root.js";
import { auditPaper } from "../../../src/report/audit/audit.js";
import type { Finding } from "../../../src/report/audit/finding.js";
import { printedGains } from "../../../src/report/audit/gains.js";
import { type AuditCell, type Paper } from "../../../src/report/audit/paper.js";
import { readPaper, type PaperFolder } from "../../../src/report/audit/read.js";

const OWN = join(projectRoot(), "src", "report", "paper", "printed");

interface Golden {
  readonly items: readonly { readonly id: string; readonly verdict: string }[];
}

/** The paper with some cells changed. */
function changed(paper: Paper, other: ReadonlyMap<string, AuditCell>): Paper {
  const by = (list: readonly AuditCell[]) => list.map((cell) => other.get(cell.id) ?? cell);
  const cells = by(paper.cells);
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  return { ...paper, cells, printed: by(paper.printed), cell: (id) => byId.get(id)! };
}

describe("audit of the paper", () => {
  let own: PaperFolder;
  let findings: readonly Finding[];
  /** Rules that ask for equality to the last digit; a mean over five forgives half a digit. */
  const isExact = ({ id }: Finding): boolean =>
    /^(delta|same)\//.test(id) ||
    own.statements.some(
      (each) =>
        each.id === id && ["equals", "counted"].includes(each.kind) && !id.includes("/avg-"),
    );
  before(async () => {
    own = await readPaper(OWN);
    findings = auditPaper(own.paper, own.statements);
  });

  it("comes to every verdict of the independent audit, item by item", () => {
    const path = join(projectRoot(), "test", "golden", "audit", "verdicts.json");
    const { items } = JSON.parse(readFileSync(path, "utf8")) as Golden;
    const sorted = (list: Golden["items"]) =>
      list.map(({ id, verdict }) => `${id} ${verdict}`).sort();
    assert.equal(items.length, 371);
    assert.deepEqual(sorted(findings), sorted(items));
  });

  it("names cells that exist, and says something", () => {
    for (const { cells, message, where } of findings) {
      cells.forEach((id) => own.paper.cell(id));
      assert.notEqual(message, "");
      assert.notEqual(where, "");
    }
  });

  it("states verdicts in no data: a statement has what it compares and nothing else", () => {
    const text = readFileSync(join(OWN, "statements.json"), "utf8");
    assert.doesNotMatch(text, /"verdict"/);
  });

  it("finds every change of a digit that a rule can see", () => {
    const random = seededRandom(14, "mutations");
    const exact = findings.filter(isExact);
    const statements = own.statements.filter(({ id }) => exact.some((each) => each.id === id));
    const seen = new Set(
      exact.filter(({ verdict }) => verdict === "ok").flatMap(({ cells }) => cells),
    );
    const cells = own.paper.cells.filter(({ id, value }) => seen.has(id) && value !== null);
    assert.ok(cells.length > 350, `only ${cells.length} cells can be seen`);
    for (let i = 0; i < 500; i++) {
      const cell = cells[random.below(cells.length)];
      const value = otherDigit(cell.value!, cell.decimals, random);
      const paper = changed(own.paper, new Map([[cell.id, { ...cell, value }]]));
      const found = auditPaper(paper, statements).filter(
        (finding) => isExact(finding) && finding.verdict !== "ok",
      );
      assert.ok(
        found.some(
          ({ id, cells: named }) =>
            named.includes(cell.id) && exact.some((old) => old.id === id && old.verdict === "ok"),
        ),
        `${cell.id}: ${cell.value!} became ${value}, and nothing is found`,
      );
    }
  });

  it("finds every change of a digit in a printed difference", () => {
    const random = seededRandom(14, "differences");
    const cells = own.paper.cells.filter(
      ({ delta, id }) => delta !== undefined && id !== "table3/r11/c8",
    );
    for (const cell of cells) {
      const delta = otherDigit(cell.delta!, 2, random);
      const paper = changed(own.paper, new Map([[cell.id, { ...cell, delta }]]));
      const item = auditPaper(paper, []).find(({ id }) => id === `delta/${cell.id}`);
      assert.equal(item?.verdict, "mismatch", `${cell.id}: ${cell.delta!} became ${delta}`);
    }
  });

  it("says of each gain whether five seeds could have shown it", () => {
    const gains = printedGains(own.paper);
    assert.ok(gains !== null);
    assert.equal(gains.gains.length, 184);
    assert.equal(gains.median.toFixed(2), "1.62");
    assert.deepEqual(
      gains.at.map(({ sd, smallest, below }) => [sd, smallest.toFixed(2), below]),
      [
        [0.16, "0.23", 15],
        [0.3, "0.44", 28],
        [0.4, "0.58", 40],
        [0.6, "0.88", 57],
      ],
    );
    assert.equal(gains.gains.filter(({ gain }) => Math.abs(gain) < 0.5).length, 35);
  });
});

/** A number with one of its digits replaced by another. */
function otherDigit(
  value: number,
  decimals: number,
  random: { readonly below: (n: number) => number },
): number {
  const text = value.toFixed(decimals);
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const place = places[random.below(places.length)];
  const digit = (Number(text[place]) + 1 + random.below(9)) % 10;
  return Number(text.slice(0, place) + String(digit) + text.slice(place + 1));
}
