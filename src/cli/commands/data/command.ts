import { ExitCode } from "../../../base/errors.js";
import { getData, listDatasets } from "../../../app/datasets.js";
import { describeDatasets } from "../../../app/describe-dataset.js";
import type { ProfileId } from "../../../contract/train-spec.js";
import { command, type Answer } from "../../command.js";
import { json, profile, readProfile } from "../../options.js";
import { descriptionText, fetchedText, surveyText } from "../../../app/text/data.js";
import { showDownloads } from "../../download-progress.js";

export default command({
  actions: ["list", "show", "get"],
  builder: (yargs) =>
    yargs
      .options({ json, profile })
      .positional("action", {
        type: "string",
        default: "list",
        describe: "list data sets, show what they are, or get files",
      })
      .positional("files", {
        type: "string",
        array: true,
        describe:
          "with get: files or data sets (default: all that are missing); with show: data sets; with list: experiment files that define data sets",
      }),
  handler: async ({ action, files, ...options }) => {
    const profile = readProfile(options.profile);
    if (action === "show") return await show(files);
    return action === "get" ? await get(profile, files) : await list(profile, files);
  },
});

async function list(profile: ProfileId, files: readonly string[] = []): Promise<Answer> {
  const datasets = await listDatasets(profile, files);
  const isComplete = datasets.every(({ status }) => status === "here");
  return {
    exitCode: isComplete ? ExitCode.done : ExitCode.lacking,
    data: { profile, datasets },
    text: () => surveyText(profile, datasets),
  };
}

/** At the paper's scale, whatever the profile. */
async function show(names: readonly string[] = []): Promise<Answer> {
  const datasets = await describeDatasets(names);
  return {
    exitCode: ExitCode.done,
    data: { datasets },
    text: () => datasets.map(descriptionText).join("\n"),
  };
}

async function get(profile: ProfileId, files: readonly string[] = []): Promise<Answer> {
  const done = await showDownloads((listener) => getData({ profile, files }, listener));
  return {
    exitCode: done.some(({ kind }) => kind === "no address") ? ExitCode.lacking : ExitCode.done,
    data: { files: done },
    text: done.map((file) => `${fetchedText(file)}\n`).join(""),
  };
}
