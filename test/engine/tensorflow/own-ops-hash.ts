/** `node own-ops-hash.js THREADS`: SHA-256 of the results of all operations of one's own, large enough for threads. */
import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs-core";
import { startEngine } from "../../../src/engine/start.js";

await startEngine("native", { threads: Number(process.argv[2]) });
const { OPERATIONS } = await import("./own-ops-cases.js");
const hash = createHash("sha256");
const of = { windows: 2, width: 150, heads: 4, size: 16, rate: 0.1, seed: 5 };
for (const run of Object.values(OPERATIONS)) {
  const tensors = tf.tidy(() => [...run(of)]);
  for (const tensor of tensors) hash.update(new Uint8Array(tensor.dataSync().slice().buffer));
  tf.dispose(tensors);
}
process.stdout.write(hash.digest("hex"));
