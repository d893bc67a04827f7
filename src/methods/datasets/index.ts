// The data sets: one line each.
export { docgnre, docgnreGpt, docgnreMgpt } from "./docgnre.js";
export { docred } from "./docred.js";
export { dwie } from "./dwie.js";
export { redocred } from "./redocred.js";
