import { fetchFile } from "../../../src/corpus/download/fetch-file.js";

/** Fetches what the parent asks for and says so; the parent kills it meanwhile. */
const [url, target, sha256] = process.argv.slice(2);
await fetchFile({
  url,
  target,
  sha256,
  maxBytes: 1e9,
  command: "amtl-run x",
  onProgress: ({ received }) => {
    if (received > 0) process.send?.({ received });
  },
});
process.send?.({ done: true });
