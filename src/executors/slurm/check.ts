/** What a check found. lacks: runs will not work. note: good to know. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "lacks" | "note";
  readonly text: string;
  readonly fix?: string;
}

export const ok = (name: string, text: string): Check => ({ name, state: "ok", text });
export const lacks = (name: string, text: string, fix: string): Check => ({
  name,
  state: "lacks",
  text,
  fix,
});
