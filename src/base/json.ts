/** What JSON can say. A file of its own: an editor that reads the types of the DSL needs nothing of Node for it. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * T itself where JSON can say it, interfaces included; a type that nothing fits where it cannot (a Map, a function,
 * unknown). Functions that write JSON take `T & ToJson<T>`.
 */
export type ToJson<T> = T extends Json | undefined
  ? T
  : T extends (...given: never) => unknown
    ? never
    : T extends object
      ? { readonly [K in keyof T]: ToJson<T[K]> }
      : never;
