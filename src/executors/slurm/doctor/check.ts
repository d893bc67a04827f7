import type { Check } from "../../../contract/check.js";

export const ok = (name: string, text: string): Check => ({ name, state: "ok", text });
export const lacks = (name: string, text: string, fix: string): Check => ({
  name,
  state: "lacks",
  text,
  fix,
});
