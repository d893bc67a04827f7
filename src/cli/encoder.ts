import { badInput, ExitCode } from "../base/errors.js";
import { getEncoder } from "../data/encoders/get.js";
import { type EncoderListing, listEncoders } from "../data/encoders/list.js";
import type { CommandModule } from "./command.js";
import { downloadProgress } from "./download-progress.js";
import { textTable } from "./table.js";

interface Options {
  readonly action: "list" | "get";
  readonly name: string | undefined;
  readonly json: boolean;
}

const command: CommandModule<Options> = {
  builder: (yargs) =>
    yargs
      .positional("action", {
        choices: ["list", "get"] as const,
        default: "list" as const,
        describe: "list what there is, or get one",
      })
      .positional("name", { type: "string", describe: "the encoder to get, e.g. minilm-l6" })
      .option("json", { type: "boolean", default: false, describe: "JSON" }),
  handler: async ({ action, name, json }) => {
    if (action === "get") await get(name, json);
    else process.stdout.write(asText(await listEncoders(), json));
    return ExitCode.done;
  },
};
export default command;

async function get(name: string | undefined, json: boolean): Promise<void> {
  if (name === undefined) {
    throw badInput("Which encoder?", {
      expected: "a name",
      fix: "amtl-run encoder get minilm-l6 (amtl-run encoder lists the names)",
    });
  }
  const progress = downloadProgress();
  const { encoder, fetched, from } = await getEncoder(name, { onProgress: progress.show }).finally(
    progress.end,
  );
  if (json) process.stdout.write(`${JSON.stringify({ ...encoder, fetched, from })}\n`);
  else {
    const place = encoder.kind === "folder" ? encoder.folder : from;
    const brought = fetched ? `brought from ${from}` : "is here already";
    process.stdout.write(`${encoder.id} ${brought}: ${place}\n`);
  }
}

function asText(listings: readonly EncoderListing[], json: boolean): string {
  if (json) return `${JSON.stringify({ encoders: listings }, null, 2)}\n`;
  const rows = listings.map(({ id, family, state, bytes, sha256, where, about }) => [
    id,
    family ?? "",
    state,
    bytes === null ? "" : `${(bytes / 1e6).toFixed(0)} MB`,
    sha256?.slice(0, 12) ?? "",
    where,
    about,
  ]);
  const head = ["encoder", "family", "state", "size", "SHA-256", "where", "what"];
  const absent = listings.find(({ state }) => state === "missing");
  const hint = absent === undefined ? "" : `To bring one: amtl-run encoder get ${absent.id}\n`;
  return `${textTable(head, rows, head.length)}\n${hint}`;
}
