/** What a check found. lacks: runs will not work. note: good to know. */
export interface Check {
  readonly name: string;
  readonly state: "ok" | "lacks" | "note";
  readonly text: string;
  readonly fix?: string;
}
