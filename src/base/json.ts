/** What JSON can say. A file of its own: an editor that reads the types of the DSL needs nothing of Node for it. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
