import { METRICS } from "../../methods/vocab.js";
import { splitLabel } from "../../methods/datasets/registry.js";
import type { ReportCell } from "../cell.js";
import { ofTables, type ReportDocument } from "../document/document.js";
import type { ReportTable } from "../table.js";
import type { Format } from "./format.js";

/** Our scores as the `model-index` of a model card on the Hugging Face hub: YAML, of which JSON is a part. */
export const evalResults = {
  id: "eval-results",
  extension: "eval.yaml",
  isDefault: false,
  shows: "export",
  render: (table: ReportTable) => textOf(ofTables([table])),
  together: textOf,
} satisfies Format;

function textOf({ tables }: ReportDocument): string {
  const models = new Map<string, object[]>();
  for (const cell of tables.flatMap(({ list }) => list)) {
    const found = resultOf(cell);
    if (found === null) continue;
    const name = modelOf(cell);
    models.set(name, [...(models.get(name) ?? []), found]);
  }
  const index = [...models].map(([name, results]) => ({ name, results }));
  return `${JSON.stringify({ "model-index": index }, null, 2)}\n`;
}

/** A model is what was trained, whatever it is scored on. */
const modelOf = ({ profile, description }: ReportCell): string =>
  [
    ...(profile === "paper" ? [] : [profile]),
    description.backbone,
    description.plugin,
    description.loss,
    description.encoder,
    description.train,
    ...(description.n === "" ? [] : [`n${description.n}`, `lambda${description.lambda}`]),
  ]
    .filter((part) => part !== "")
    .join("-");

/** null where nothing was measured, or what is no score of a data set. */
function resultOf({ ours, description }: ReportCell): object | null {
  const { eval: set, metric, unit, band } = description;
  if (ours.kind !== "value" || unit !== "percent" || set === "") return null;
  const { mean, std, n } = ours.aggregate;
  const name = (METRICS as Readonly<Record<string, string>>)[metric] ?? metric;
  const [dataset, split = ""] = set.split("/");
  return {
    task: { type: "relation-extraction", name: "Document-level relation extraction" },
    dataset: { type: dataset, name: splitLabel(set), split },
    metrics: [
      {
        type: metric,
        name: `${name}${band === "" ? "" : ` (${band})`}, mean of ${n} seeds`,
        value: Number(mean.toFixed(2)),
        ...(std !== null && { args: { std: Number(std.toFixed(2)), seeds: n } }),
      },
    ],
  };
}
