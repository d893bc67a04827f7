export type EngineId = "native" | "cuda" | "wasm";
