// All plugins of the project, one line each; registry.ts reads them. There is none yet.
export {};
