import { badInput } from "../../base/errors.js";
import type { Catalog } from "../../contract/catalog.js";
import type { Loss } from "../../contract/loss.js";
import { frameworkOf, specialCaseOf } from "../../methods/losses/registry.js";
import { SEGMENT_JOINT, type Axes } from "../dsl/axes.js";

/** The loss that a cell trains with, and the parameters that were given for it. */
export interface Method {
  readonly loss: Loss;
  readonly given: Readonly<Record<string, unknown>>;
}

/**
 * What loss, framework and thresholds come to. A loss in every segment may be a loss of its own (ATL is AMTL), so that
 * the two spellings share their runs; another loss, several, or thresholds of their own are the framework's (paper
 * Eq. 5, Tables 2 and 5). A backbone's own loss has the parameters of that backbone's official code.
 *
 * @param axes with known names.
 * @throws AmtlError (2) whose `where` is the axis that contradicts the loss.
 */
export function methodOf(
  axes: Axes & { readonly loss: string },
  { losses, backbones }: Catalog,
): Method {
  const { loss: name, framework, thresholds, params = {} } = axes;
  const ids = name.split(SEGMENT_JOINT);
  const first = losses.get(ids[0])!;
  const isOwn = thresholds === "own";
  if (framework === "single" && (ids.length > 1 || first.framework === "segments")) {
    throw badInput(`Loss ${name} is not a single loss`, {
      where: "framework",
      expected: `${frameworkOf(losses).id}, or nothing`,
      got: framework,
    });
  }
  if (ids.length === 1 && first.framework === "segments") {
    const { equals } = first;
    if (thresholds === undefined || (equals !== undefined && !isOwn)) {
      return { loss: first, given: params };
    }
    return equals === undefined
      ? { loss: first, given: { ...params, thresholds } }
      : inSegments([equals.loss], axes, losses.get(equals.framework) ?? frameworkOf(losses));
  }
  if (ids.length === 1 && (framework ?? "single") === "single") {
    if (thresholds === undefined) {
      const ownLoss = backbones.get(axes.backbone ?? "")?.ownLoss;
      const own = ownLoss?.id === first.id ? ownLoss.params : {};
      return { loss: first, given: { ...own, ...params } };
    }
    throw badInput(`Loss ${name} has only one threshold`, {
      where: "thresholds",
      expected: `none, or the framework ${frameworkOf(losses).id}`,
      got: thresholds,
    });
  }
  const holder =
    (framework === undefined ? undefined : losses.get(framework)) ?? frameworkOf(losses);
  const special = specialCaseOf(losses, holder.id, name);
  if (special !== undefined && !isOwn && Object.keys(params).length === 0)
    return { loss: special, given: {} };
  return inSegments(ids, axes, holder);
}

/** The framework with one loss in all segments, or one in each; parameters go where their names are known. */
function inSegments(
  ids: readonly string[],
  { params = {}, thresholds }: Axes,
  framework: Loss,
): Method {
  const entries = Object.entries(params);
  const isOfFramework = ([name]: readonly [string, unknown]): boolean =>
    Object.hasOwn(framework.params.rules, name);
  const frameworks = Object.fromEntries(ids.length > 1 ? entries : entries.filter(isOfFramework));
  const others = Object.fromEntries(entries.filter((entry) => !isOfFramework(entry)));
  return {
    loss: framework,
    given: {
      losses: ids.length > 1 ? ids : [{ loss: ids[0], params: others }],
      ...(thresholds !== undefined && { thresholds }),
      ...frameworks,
    },
  };
}
