import { ExitCode } from "../../../base/errors.js";
import { getData, listDatasets } from "../../../app/datasets.js";
import type { ProfileId } from "../../../contract/spec.js";
import type { Answer, CommandModule } from "../../command.js";
import { fetchedText, surveyText } from "./text.js";
import { showDownloads } from "../../download-progress.js";
import { profileOption, readProfile, type ProfileOption } from "../../common-options.js";
import { jsonOption, type JsonOption } from "../../json-option.js";
import { unknownAction } from "../../unknown-action.js";

const ACTIONS = ["list", "get"];

interface Options extends JsonOption, ProfileOption {
  readonly action: string;
  readonly files: readonly string[] | undefined;
}

const command: CommandModule<Options> = {
  actions: ACTIONS,
  builder: (yargs) =>
    profileOption(jsonOption(yargs))
      .positional("action", {
        type: "string",
        default: "list",
        describe: "list data sets, or get files",
      })
      .positional("files", {
        type: "string",
        array: true,
        describe:
          "get: files or corpora (default: all missing ones); list: experiment files with data sets of their own",
      }),
  handler: async (options) => {
    const { action, files = [] } = options;
    const profile = readProfile(options);
    switch (action) {
      case "list":
        return list(profile, files);
      case "get":
        return get(profile, files);
      default:
        throw unknownAction("data", action, ACTIONS);
    }
  },
};
export default command;

async function list(profile: ProfileId, files: readonly string[]): Promise<Answer> {
  const datasets = await listDatasets(profile, files);
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
