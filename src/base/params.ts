import type { Json } from "./json.js";
import { badInput } from "./errors.js";
import { nearest } from "./text/nearest.js";

export type ParamValue = number | string | boolean;

/** Checked parameters: JSON, so that they can be part of a run's identity. */
export type Params = Readonly<Record<string, Json>>;

/** What a parameter may be. Plain data: `list`, `plan` and error messages read it. */
export type ParamRule = (
  | {
      readonly kind: "number";
      readonly default: number;
      readonly min?: number;
      /** Exclusive lower bound. */
      readonly above?: number;
      /** Only whole numbers. */
      readonly whole?: boolean;
    }
  | { readonly kind: "choice"; readonly default: string; readonly of: readonly string[] }
  | { readonly kind: "switch"; readonly default: boolean }
) & {
  /** Left out of checked parameters while it has its default: one that was added later, so that no run's id changes. */
  readonly isAddition?: true;
};

/**
 * Parameters by rules. Not zod's, which takes half of the time that `amtl-run plan` may take to start,
 * and a loss's parameters are a few numbers.
 */
export interface ParamSchema {
  readonly rules: Readonly<Record<string, ParamRule>>;
  /**
   * The parameters with defaults filled in, in the order of the rules.
   * @throws AmtlError (2) for an unknown name (the nearest is offered) or an impossible value.
   */
  readonly parse: (given: Readonly<Record<string, unknown>>) => Params;
}

/** A schema whose parameters all follow rules. */
export interface RuleSchema extends ParamSchema {
  readonly parse: (
    given: Readonly<Record<string, unknown>>,
  ) => Readonly<Record<string, ParamValue>>;
}

/** A schema of these rules. */
export const params = (rules: ParamSchema["rules"]): RuleSchema => ({
  rules,
  parse: (given) => {
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(rules, name));
    if (unknown !== undefined) throw unknownParameter(unknown, Object.keys(rules));
    return Object.fromEntries(
      Object.entries(rules).flatMap(([name, rule]) => {
        const value = valueOf(name, rule, given[name]);
        return rule.isAddition === true && value === rule.default ? [] : [[name, value]];
      }),
    );
  },
});

function valueOf(name: string, rule: ParamRule, given: unknown): ParamValue {
  if (given === undefined) return rule.default;
  if (allows(rule, given)) return given;
  throw badInput(`Invalid parameter ${name}`, {
    where: `params.${name}`,
    expected: describeRule(rule),
    got: JSON.stringify(given),
  });
}

/** Whether a parameter of that rule may have this value. */
export function allows(rule: ParamRule, given: unknown): given is ParamValue {
  switch (rule.kind) {
    case "number":
      return (
        typeof given === "number" &&
        Number.isFinite(given) &&
        (rule.whole !== true || Number.isInteger(given)) &&
        given >= (rule.min ?? -Infinity) &&
        given > (rule.above ?? -Infinity)
      );
    case "choice":
      return typeof given === "string" && rule.of.includes(given);
    case "switch":
      return typeof given === "boolean";
  }
}

/** What a parameter of that rule may be, for messages. */
export function describeRule(rule: ParamRule): string {
  switch (rule.kind) {
    case "number": {
      const bound = rule.above ?? rule.min;
      const word = rule.above === undefined ? "at least" : "above";
      const number = rule.whole === true ? "a whole number" : "a number";
      return bound === undefined
        ? number
        : `${number}${rule.whole === true ? "," : ""} ${word} ${bound}`;
    }
    case "choice":
      return rule.of.join(", ");
    case "switch":
      return "true or false";
  }
}

function unknownParameter(name: string, known: readonly string[]): Error {
  const meant = nearest(name, known);
  return badInput(`Unknown parameter ${name}`, {
    where: `params.${name}`,
    expected: known.length === 0 ? "no parameters" : known.join(", "),
    got: name,
    ...(meant !== undefined && { fix: `write ${meant}` }),
  });
}
