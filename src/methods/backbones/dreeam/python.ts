import { atlopHead, pythonProgram } from "../shared/python.js";

/** Loads an exported DREEAM (spec/backbone-dreeam.md) in PyTorch. */
export const program = pythonProgram(atlopHead("1e-30"));
