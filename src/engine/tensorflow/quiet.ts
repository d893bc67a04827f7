import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { enginePlaces, quietFile } from "../install/places.js";

/** What `native/quiet` gives. */
interface Quiet {
  readonly quietly: (load: () => void) => void;
}

const require = createRequire(import.meta.url);

/** Whether the user asks for less than TensorFlow's fatal errors alone, which is what engines set. */
const isWanted = (level = "3"): boolean => Number(level) < 3;

/**
 * Loads a package whose library writes to standard error before it reads how much it may write: what it writes then is
 * lost, unless TF_CPP_MIN_LOG_LEVEL asks for it.
 */
export function loadQuietly(name: string): void {
  const load = (): void => {
    require(name);
  };
  const file = quietFile(enginePlaces());
  // Beside a binding that something else compiled there is none.
  if (isWanted(process.env.TF_CPP_MIN_LOG_LEVEL) || !existsSync(file)) load();
  else (require(file) as Quiet).quietly(load);
}
