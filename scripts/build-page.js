// Bundles the script and the style sheet of a report's page (src/report/page/client) into dist/.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The page computes with a small Student distribution of its own in place of the program's, which is large. */
const smallDistributions = {
  name: "small-distributions",
  setup({ onResolve }) {
    onResolve({ filter: /\/distributions\.js$/ }, () => ({
      path: at("src/report/page/difference/distributions.ts"),
    }));
  },
};

await build({
  entryPoints: ["main.ts", "page.css"].map((name) => at(`src/report/page/client/${name}`)),
  outdir: at("dist/src/report/page/client"),
  bundle: true,
  minify: true,
  target: "es2022",
  logLevel: "warning",
  plugins: [smallDistributions],
});
