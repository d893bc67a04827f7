import { badInput, ExitCode } from "../base/errors.js";
import { fetchData } from "../data/fetch-data.js";
import { type Surveyed, surveyProfile } from "../data/survey.js";
import { profileOf } from "../experiment/profiles.js";
import type { ProfileId } from "../experiment/types.js";
import type { CommandModule } from "./command.js";
import { surveyJson, surveyText } from "./data-output.js";

interface Options {
  readonly action: string;
  readonly files: readonly string[] | undefined;
  readonly profile: string;
  readonly json: boolean;
}

const command: CommandModule<Options> = {
  builder: (yargs) =>
    yargs
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
      .option("profile", { type: "string", default: "smoke", describe: "smoke, mini or paper" })
      .option("json", { type: "boolean", default: false, describe: "JSON" }),
  handler: async ({ action, files = [], profile: name, json }) => {
    const { id } = profileOf(name);
    switch (action) {
      case "list":
        return list(id, json);
      case "get":
        return get(id, files);
      default:
        throw badInput(`amtl-run data does not know "${action}"`, {
          expected: "list, or get with the names of files",
          got: action,
        });
    }
  },
};
export default command;

async function survey(profile: ProfileId): Promise<Surveyed[]> {
  const datasets: Surveyed[] = [];
  for await (const dataset of surveyProfile(profile)) datasets.push(dataset);
  return datasets;
}

async function list(profile: ProfileId, json: boolean): Promise<ExitCode> {
  const datasets = await survey(profile);
  process.stdout.write(json ? surveyJson(profile, datasets) : surveyText(profile, datasets));
  return datasets.every(({ status }) => status === "here") ? ExitCode.done : ExitCode.lacking;
}

async function get(profile: ProfileId, files: readonly string[]): Promise<ExitCode> {
  const wanted = files.length > 0 ? files : await missingOf(profile);
  for (const file of wanted) {
    process.stderr.write(`fetching ${file}\n`);
    const { path, bytes, fetched } = await fetchData(file, showProgress);
    const size = `${(bytes / 1e6).toFixed(1)} MB`;
    process.stdout.write(`${path}: ${size}, as published${fetched ? "" : " (was here)"}\n`);
  }
  return ExitCode.done;
}

async function missingOf(profile: ProfileId): Promise<string[]> {
  const missing = (await survey(profile)).flatMap((dataset) =>
    dataset.status === "missing" ? dataset.missing.map(({ file }) => file) : [],
  );
  return [...new Set(missing)];
}

function showProgress({ received, total }: { received: number; total: number | null }): void {
  if (!process.stderr.isTTY) return;
  const of = total === null ? "" : ` of ${(total / 1e6).toFixed(1)}`;
  process.stderr.write(`\r${(received / 1e6).toFixed(1)}${of} MB `);
  if (received === total) process.stderr.write("\n");
}
