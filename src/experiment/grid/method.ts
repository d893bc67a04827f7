import { badInput } from "../../base/errors.js";
import { SEGMENT_JOINT, type Axes } from "../dsl/axes.js";
import type { Catalog, CatalogLoss } from "../../contract/catalog.js";

/** The loss that a cell trains with, and the parameters that were given for it. */
export interface Method {
  readonly loss: CatalogLoss;
  readonly given: Readonly<Record<string, unknown>>;
}

/** The framework's loss: any loss in its segments; and its special case, which the paper names. */
const FRAMEWORK = "amt";
const PAPERS_OWN = { id: "amtl", holds: "atl" } as const;

/**
 * What loss, framework and thresholds come to. ATL in every segment is AMTL, so that the two spellings share
 * their runs; another loss, several, or thresholds of their own are the framework's (paper Eq. 5, Tables 2 and 5).
 *
 * @param axes with known names.
 * @throws AmtlError (2) whose `where` is the axis that contradicts the loss.
 */
export function methodOf(axes: Axes & { readonly loss: string }, { losses }: Catalog): Method {
  const { loss: name, framework, thresholds, params = {} } = axes;
  const ids = name.split(SEGMENT_JOINT);
  const first = losses.get(ids[0])!;
  const isOwn = thresholds === "own";
  if (framework === "single" && (ids.length > 1 || first.framework === "segments")) {
    throw badInput(`${name} is not a single loss`, {
      where: "framework",
      expected: "amt, or nothing",
      got: "single",
    });
  }
  if (ids.length === 1 && first.framework === "segments") {
    if (thresholds === undefined || (first.id === PAPERS_OWN.id && !isOwn)) {
      return { loss: first, given: params };
    }
    return first.id === PAPERS_OWN.id
      ? inSegments([PAPERS_OWN.holds], axes, losses)
      : { loss: first, given: { ...params, thresholds } };
  }
  if (ids.length === 1 && framework !== "amt") {
    if (thresholds === undefined) return { loss: first, given: params };
    throw badInput(`${name} has one threshold`, {
      where: "thresholds",
      expected: "none, or the framework amt",
      got: thresholds,
    });
  }
  const own = losses.get(PAPERS_OWN.id);
  if (own !== undefined && name === PAPERS_OWN.holds && !isOwn && Object.keys(params).length === 0)
    return { loss: own, given: {} };
  return inSegments(ids, axes, losses);
}

/** The framework with one loss in all segments, or one in each; parameters go where their names are known. */
function inSegments(
  ids: readonly string[],
  { params = {}, thresholds }: Axes,
  losses: Catalog["losses"],
): Method {
  const loss = losses.get(FRAMEWORK);
  if (loss === undefined)
    throw new Error(`Expected the loss ${FRAMEWORK} in the catalog, got none`);
  const entries = Object.entries(params);
  const isOfFramework = ([name]: readonly [string, unknown]): boolean => loss.names.includes(name);
  const frameworks = Object.fromEntries(ids.length > 1 ? entries : entries.filter(isOfFramework));
  const others = Object.fromEntries(entries.filter((entry) => !isOfFramework(entry)));
  return {
    loss,
    given: {
      losses: ids.length > 1 ? ids : [{ loss: ids[0], params: others }],
      ...(thresholds !== undefined && { thresholds }),
      ...frameworks,
    },
  };
}
