import { badInput } from "../../base/errors.js";
import { nearest } from "../../base/text/nearest.js";
import type { Profile } from "../../contract/profile.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { mini } from "./mini.js";
import { paper } from "./paper.js";
import { smoke } from "./smoke.js";

export type { Profile };

export const PROFILES: Readonly<Record<ProfileId, Profile>> = { smoke, mini, paper };
export const PROFILE_IDS = Object.keys(PROFILES) as readonly ProfileId[];

/** @throws AmtlError (2) for an unknown name; it offers the nearest one. */
export function profileOf(name: string): Profile {
  if (Object.hasOwn(PROFILES, name)) return PROFILES[name as ProfileId];
  const meant = nearest(name, PROFILE_IDS);
  throw badInput(`Unknown profile "${name}"`, {
    where: "--profile",
    expected: PROFILE_IDS.join(", "),
    ...(meant !== undefined && { fix: `--profile ${meant}` }),
  });
}
