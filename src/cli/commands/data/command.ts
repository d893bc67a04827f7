import { badInput, ExitCode } from "../../../base/errors.js";
import { getData, listDatasets } from "../../../app/datasets.js";
import { PROFILE_IDS, profileOf } from "../../../methods/profiles/profiles.js";
import { PUBLISHED_FILES } from "../../../methods/datasets/registry.js";
import type { ProfileId } from "../../../contract/spec.js";
import type { Answer, CommandModule } from "../../command.js";
import { fetchedText, surveyText } from "./text.js";
import { showDownloads } from "../../download-progress.js";
import { jsonOption, type JsonOption } from "../../json-option.js";

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
        describe: `with get: names such as ${PUBLISHED_FILES[0].name}; all that is missing unless given`,
      })
      .option("profile", {
        type: "string",
        default: "smoke",
        requiresArg: true,
        describe: `scale: ${PROFILE_IDS.join(", ")}`,
      }),
  handler: async ({ action, files = [], profile: name }) => {
    const { id } = profileOf(name);
    switch (action) {
      case "list":
        return list(id);
      case "get":
        return get(id, files);
      default:
        throw badInput(`Unknown action "${action}"`, {
          where: "amtl-run data",
          expected: "list, or get with the names of files",
          got: action,
        });
    }
  },
};
export default command;

async function list(profile: ProfileId): Promise<Answer> {
  const datasets = await listDatasets(profile);
  const isComplete = datasets.every(({ status }) => status === "here");
  return {
    exitCode: isComplete ? ExitCode.done : ExitCode.lacking,
    data: { profile, datasets },
    text: () => surveyText(profile, datasets),
  };
}

async function get(profile: ProfileId, files: readonly string[]): Promise<Answer> {
  const done = await showDownloads((listener) => getData({ profile, files }, listener));
  return {
    exitCode: done.some(({ kind }) => kind === "no address") ? ExitCode.lacking : ExitCode.done,
    data: { files: done },
    text: done.map((file) => `${fetchedText(file)}\n`).join(""),
  };
}
