import { join } from "node:path";
import { badInput } from "../../base/errors.js";
import { fields, text } from "../../base/shape.js";
import { shortId } from "../../base/text/short-id.js";
import type { FoundRule, RuleAtom } from "../../contract/plugin.js";
import { loadDataset } from "../../corpus/datasets/datasets.js";
import { layoutFor } from "../../corpus/features/layout.js";
import { datasetsOfJob } from "../../corpus/own/of-job.js";
import { labelOf } from "../../experiment/plan/run-label.js";
import { relationNamesOf } from "../../methods/datasets/registry.js";
import { PLUGINS } from "../../methods/plugins/registry.js";
import { readIdentity } from "../../provenance/identity.js";
import { floatArrays, readContainer } from "../../store/container.js";
import { FILES, resultsRoot, trainDir } from "../../store/paths.js";
import { trainedRun } from "../lookup/trained-run.js";

export interface RulesRequest {
  /** Id of a run, its first digits, or its label. */
  readonly run: string;
  /** The strongest, so many. Default: 30. */
  readonly top?: number | undefined;
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
}

/** A rule with its relations' names. */
export interface NamedRule extends Omit<FoundRule, "body" | "head"> {
  /** "place of birth(x,z) ∧ located in(z,y) ⇒ country of citizenship(x,y)" */
  readonly rule: string;
  readonly body: readonly NamedAtom[];
  readonly head: NamedAtom;
}

export interface NamedAtom extends RuleAtom {
  /** The relation's name; its id where it has none. */
  readonly name: string;
}

export interface Rules {
  readonly trainId: string;
  readonly label: string;
  /** The plugin's name. */
  readonly plugin: string;
  /** What its sources leave open, and how that was decided. */
  readonly decisions: readonly string[];
  /** The strongest first. */
  readonly rules: readonly NamedRule[];
}

const MOST = 30;

/**
 * The rules that a run's plugin mined or learned. Loads no TensorFlow.
 *
 * @throws AmtlError (2) for a run that is unknown or has no such plugin; (4) where rules are in weights that were not kept,
 *   or its training documents are not here.
 */
export async function findRules(request: RulesRequest): Promise<Rules> {
  const root = resultsRoot(request.results);
  const trainId = await trainedRun(root, request.run, "rules");
  const dir = trainDir(root, trainId);
  const identity = await readIdentity(dir);
  const plugin = identity?.spec.plugin ? PLUGINS.get(identity.spec.plugin.id) : undefined;
  if (identity === null || plugin?.rules === undefined) {
    throw badInput(`Run ${shortId(trainId)} has no rules`, {
      where: dir,
      expected: "a run with a plugin that finds rules",
      got: identity === null ? "no specification that can be read" : labelOf(identity.spec),
      fix: "amtl-run table7 --only plugin=jmrl, for example, trains some",
    });
  }
  const { spec } = identity;
  const { openableRun } = await import("../../trained/open.js");
  const { jobOf } = await import("../../trained/job-of.js");
  const { plannedEngine } = await import("../../engine/start.js");
  const job = await jobOf(root, trainId, identity, (await plannedEngine()).id);
  const datasets = await datasetsOfJob(job);
  const training = await loadDataset(spec.profile, spec.trainSet, datasets);
  const { foundRules } = await plugin.rules();
  const source = {
    layout: layoutFor(spec.layout, training, spec.seed),
    params: spec.plugin!.params,
    documents: training.documents.slice(0, spec.limit),
    weights: async () => {
      await openableRun(root, trainId);
      const { arrays } = await readContainer(join(dir, FILES.weights), fields({ trainId: text }));
      return floatArrays(arrays);
    },
  };
  const found = await foundRules(source, request.top ?? MOST);
  const names = relationNamesOf(spec.trainSet, datasets);
  return {
    trainId,
    label: labelOf(spec),
    plugin: plugin.label,
    decisions: plugin.decisions ?? [],
    rules: found.map((rule) => named(rule, names)),
  };
}

function named(rule: FoundRule, names: Readonly<Record<string, string>>): NamedRule {
  const nameOf = (atom: RuleAtom): NamedAtom => ({
    ...atom,
    name: atom.relation === null ? "no relation" : (names[atom.relation] ?? atom.relation),
  });
  const [body, head] = [rule.body.map(nameOf), nameOf(rule.head)];
  const text = `${body.map(atomText).join(" ∧ ")} ⇒ ${atomText(head)}`;
  return { ...rule, rule: `${text}${typesText(rule.types)}`, body, head };
}

const atomText = ({ name, from, to }: NamedAtom): string => `${name}(${from},${to})`;

/** " [x: PER, y: LOC]"; nothing where a rule is for any types. */
function typesText(types: FoundRule["types"]): string {
  if (types === undefined) return "";
  const each = Object.entries(types).map(([variable, type]) => `${variable}: ${type}`);
  return ` [${each.join(", ")}]`;
}
