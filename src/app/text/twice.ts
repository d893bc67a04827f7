import type { Determinism } from "../twice/compare.js";
import type { Difference } from "../twice/difference.js";

/** "3.1e-6", or null for what does not differ. */
const size = (difference: Difference, unit = ""): string | null => {
  switch (difference.kind) {
    case "same":
    case "absent":
      return null;
    case "values":
      return `by up to ${difference.largest.toPrecision(2)}${unit}`;
    case "shape":
      return `in kind (${difference.what})`;
  }
};

/** What differs of a run, a line each. */
function differences({ weights, parting, evaluations }: Determinism): string[] {
  const lines: string[] = [];
  const add = (what: string, how: string | null): void => {
    if (how !== null) lines.push(`${what} differ ${how}`);
  };
  if (parting !== null) {
    const { evaluation, epoch, step, loss, f1 } = parting;
    const by = `loss by ${loss.toPrecision(2)}, F1 by ${f1.toFixed(2)}`;
    lines.push(`parted by dev evaluation ${evaluation} (epoch ${epoch}, step ${step}): ${by}`);
  }
  add("weights", size(weights));
  for (const { evalSet, scores, predictionsApart, metrics } of evaluations) {
    add(`${evalSet}: scores`, size(scores));
    if (predictionsApart > 0) {
      lines.push(`${evalSet}: ${predictionsApart} predictions that only one of the two made`);
    }
    add(`${evalSet}: figures`, size(metrics, " points"));
  }
  return lines;
}

/** What could not be compared; not worth a line where it is the rule. */
const notKept = ({ weights, evaluations }: Determinism): string => {
  const absent = [
    ...(weights.kind === "absent" ? ["weights"] : []),
    ...(evaluations.some(({ scores }) => scores.kind === "absent") ? ["scores"] : []),
  ];
  return absent.length === 0 ? "" : ` (${absent.join(" and ")} not kept, so not compared)`;
};

/** What a terminal shows of runs that were done twice. */
export function determinismText(found: readonly Determinism[]): string {
  const lines = found.flatMap((each) => {
    const { same, label, first, second } = each;
    const apart = (["engine", "host", "device"] as const).filter((x) => first[x] !== second[x]);
    return [
      `${same ? "same bits" : "differs  "}  ${label}${notKept(each)}`,
      ...(same ? [] : differences(each).map((line) => `           ${line}`)),
      ...apart.map((x) => `           ${x}: ${first[x] ?? "?"}, then ${second[x] ?? "?"}`),
    ];
  });
  const same = found.filter((each) => each.same).length;
  const whole =
    found.length === 0
      ? "No run was done twice, so nothing was compared."
      : `Done twice: ${same} of ${found.length} runs came out with the same bits.`;
  return [...lines, whole].map((line) => `${line}\n`).join("");
}
