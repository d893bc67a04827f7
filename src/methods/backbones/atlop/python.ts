import { atlopHead, pythonProgram } from "../shared/python.js";

/** Loads an exported ATLOP (spec/backbone-atlop.md) in PyTorch. */
export const program = pythonProgram(atlopHead("1e-5"));
