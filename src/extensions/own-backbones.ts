import { sha256 } from "../base/canonical.js";
import { badInput } from "../base/errors.js";
import { params } from "../base/params.js";
import type { Backbone } from "../contract/backbone.js";
import type { Schedule } from "../contract/schedule.js";
import type { BackboneDefinition } from "../experiment/dsl/own-backbone.js";
import { BACKBONES } from "../methods/backbones/registry.js";
import { guardedBy, type Guarded } from "./guard.js";
import { checkOwnBackbone } from "./own-backbone-shape.js";
import { loadOwnList } from "./own-list.js";
import type { UserFile } from "./user-file.js";

/** A backbone of a user's file, ready to plan and to train with. */
export interface LoadedBackbone {
  readonly backbone: Backbone;
  /** What stands for a hand-kept version in a run's identity. */
  readonly version: string;
  /** Absolute path of the file that defines it. */
  readonly file: string;
  /** File and line, for messages. */
  readonly place: string;
}

/** Names that a table's axis may have already: the project's ids and their other spellings. */
const TAKEN: readonly string[] = [...BACKBONES.values()].flatMap(({ id, aliases = [] }) => [
  id,
  ...aliases,
]);

/**
 * The backbones that a user's file lists.
 * @param listed what its table has in `backbones`.
 * @throws AmtlError (2) that names file, line and field of a backbone that is incomplete, or whose id is taken.
 */
export async function loadOwnBackbones(
  listed: unknown,
  file: UserFile,
): Promise<readonly LoadedBackbone[]> {
  const items = await loadOwnList(listed, file, {
    field: "backbones",
    kind: "backbone",
    expected: "a list of what backbone(…) gives (docs/guide/own-backbone.md)",
    taken: TAKEN,
    check: checkOwnBackbone,
  });
  return items.map(({ own, place, content }) => ({
    backbone: toBackbone(own, { what: "Backbone", expected: "", file: file.path, place }),
    version:
      own.version === undefined ? `content ${content}` : `${own.version}, text ${textOf(own)}`,
    file: file.path,
    place,
  }));
}

/** Stands for the kernel and for what no other part of a run's identity shows. */
function textOf(own: BackboneDefinition): string {
  const { kernel, asks, pairs, markers, pooled, encoderLayers } = own;
  const data = { asks, pairs, markers, pooled, encoderLayers };
  return sha256(`${JSON.stringify(data)}\n${String(kernel)}`).slice(0, 12);
}

/** The user's definition with its defaults, its functions behind guards that say where they failed. */
function toBackbone(own: BackboneDefinition, guard: Guarded): Backbone {
  const { id, kernel, sizes = {}, sizesAt, schedule, newLayers } = own;
  const { asks, pairs, markers, pooled, encoderLayers, cost } = own;
  return {
    id,
    newLayers,
    ...(asks !== undefined && { asks }),
    ...(pairs !== undefined && { pairs }),
    ...(markers !== undefined && { markers }),
    ...(pooled !== undefined && { pooled }),
    ...(encoderLayers !== undefined && { encoderLayers }),
    ...(cost !== undefined && { cost }),
    // Where it leaves its version out, LoadedBackbone.version holds that place in the identity of a run.
    version: own.version ?? 0,
    label: own.label ?? id,
    sizes: params(sizes),
    ...(sizesAt !== undefined && {
      sizesAt: (scale) => guardedBy({ ...guard, expected: "sizes by name" }, () => sizesAt(scale)),
    }),
    ...(schedule !== undefined && {
      schedule: (usual, scale) =>
        wholeSchedule(
          guardedBy({ ...guard, expected: "a schedule" }, () => schedule(usual, scale)),
          usual,
          guard.place,
        ),
    }),
    kernel: async () => {
      const { ownKernel } = await import("../methods/backbones/own/kernel.js");
      const call = <T>(expected: string, compute: () => T): T =>
        guardedBy({ ...guard, expected }, compute);
      return { kernel: ownKernel({ id, newLayers, make: kernel, place: guard.place, call }) };
    },
  };
}

/** What the user's function gives may be anything. */
function wholeSchedule(given: unknown, usual: Schedule, place: string): Schedule {
  const has = (name: string): boolean =>
    typeof given === "object" && given !== null && Object.hasOwn(given, name);
  const missing = Object.keys(usual).filter((name) => !has(name));
  if (missing.length === 0) return given as Schedule;
  throw badInput("Schedule of the backbone is incomplete", {
    where: `${place}, schedule`,
    expected: "the usual schedule with changes: (usual) => ({ ...usual, … })",
    got: `no ${missing.join(", ")}`,
  });
}
