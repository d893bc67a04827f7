import { badInput, ExitCode } from "../base/errors.js";
import { getData, listDatasets } from "../app/datasets.js";
import { PROFILE_IDS, profileOf } from "../methods/profiles/profiles.js";
import type { ProfileId } from "../contract/spec.js";
import type { CommandModule } from "./command.js";
import { fetchedJson, fetchedText, surveyJson, surveyText } from "./data-output.js";
import { showDownloads } from "./download-progress.js";
import { jsonOption, type JsonOption } from "./json-option.js";

interface Options extends JsonOption {
  readonly action: string;
  readonly files: readonly string[] | undefined;
  readonly profile: string;
}

const command: CommandModule<Options> = {
  builder: (yargs) =>
    jsonOption(yargs)
      .positional("action", {
        type: "string",
        default: "list",
        describe: "list what there is, or get files",
      })
      .positional("files", {
        type: "string",
        array: true,
        describe:
          "with get: names such as redocred/train_revised.json; all that is missing unless given",
      })
      .option("profile", {
        type: "string",
        default: "smoke",
        requiresArg: true,
        describe: `scale: ${PROFILE_IDS.join(", ")}`,
      }),
  handler: async ({ action, files = [], profile: name, json }) => {
    const { id } = profileOf(name);
    switch (action) {
      case "list":
        return list(id, json);
      case "get":
        return get(id, files, json);
      default:
        throw badInput(`amtl-run data does not know "${action}"`, {
          expected: "list, or get with the names of files",
          got: action,
        });
    }
  },
};
export default command;

async function list(profile: ProfileId, json: boolean): Promise<ExitCode> {
  const datasets = await listDatasets(profile);
  process.stdout.write(json ? surveyJson(profile, datasets) : surveyText(profile, datasets));
  return datasets.every(({ status }) => status === "here") ? ExitCode.done : ExitCode.lacking;
}

async function get(profile: ProfileId, files: readonly string[], json: boolean): Promise<ExitCode> {
  const done = await showDownloads((listener) => getData({ profile, files }, listener));
  process.stdout.write(
    json ? fetchedJson(done) : done.map((file) => `${fetchedText(file)}\n`).join(""),
  );
  return done.some(({ kind }) => kind === "no address") ? ExitCode.lacking : ExitCode.done;
}
