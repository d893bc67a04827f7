import { ExitCode } from "../../base/errors.js";
import { getEncoders, listEncoders, type EncoderListing, type Got } from "../../app/encoders.js";
import { command } from "../command.js";
import { json } from "../options.js";
import { showDownloads } from "../download-progress.js";
import { fittedTable } from "../../app/text/fitted-table.js";

export default command({
  actions: ["list", "get"],
  builder: (yargs) =>
    yargs
      .options({ json })
      .positional("action", {
        type: "string",
        default: "list",
        describe: "list encoders, or get them",
      })
      .positional("names", {
        type: "string",
        array: true,
        describe: "with get: names, or owner/name of the model hub",
      }),
  handler: async ({ action, names = [] }) => {
    if (action === "get") {
      const encoders = await showDownloads((listener) => getEncoders(names, listener));
      const text = encoders.map(gotText).join("");
      return { exitCode: ExitCode.done, data: { encoders }, text };
    }
    const encoders = await listEncoders();
    const notes = encoders.flatMap(({ id, problem }) =>
      problem === null ? [] : `${id}: ${problem}`,
    );
    return {
      exitCode: notes.length === 0 ? ExitCode.done : ExitCode.badInput,
      data: { encoders },
      text: () => listingText(encoders),
      notes,
    };
  },
});

function gotText({ encoder, fetched, from }: Got): string {
  if (encoder.kind === "constructed") return `${encoder.id} is ${from}\n`;
  const how = fetched ? `brought from ${from}` : "was here already";
  return `${encoder.id} ${how}: ${encoder.folder}\n`;
}

function listingText(listings: readonly EncoderListing[]): string {
  const rows = listings.map(({ id, family, state, bytes, sha256, where }) => [
    id,
    family ?? "",
    state,
    sha256?.slice(0, 12) ?? "",
    where,
    bytes === null ? "" : `${(bytes / 1e6).toFixed(0)} MB`,
  ]);
  const head = ["encoder", "family", "state", "SHA-256", "where", "size"];
  const absent = listings.find(({ state }) => state === "missing");
  const hint = absent === undefined ? "" : `To bring one: amtl-run encoder get ${absent.id}\n`;
  return `${fittedTable(head, rows, head.length - 1)}\n${hint}`;
}
