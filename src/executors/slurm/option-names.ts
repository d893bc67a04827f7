/** Long options of sbatch that need a value (its manual, 24.05). */
const VALUED = (
  "account acctg-freq array batch bb bbf begin chdir cluster-constraint clusters comment constraint container " +
  "container-id core-spec cores-per-socket cpu-freq cpus-per-gpu cpus-per-task deadline delay-boot dependency " +
  "distribution error exclude export export-file extra extra-node-info gid gpu-bind gpu-freq gpus gpus-per-node " +
  "gpus-per-socket gpus-per-task gres gres-flags hint input job-name kill-on-invalid-dep licenses mail-type mail-user " +
  "mcs-label mem mem-bind mem-per-cpu mem-per-gpu mincpus network nodefile nodelist nodes ntasks ntasks-per-core " +
  "ntasks-per-gpu ntasks-per-node ntasks-per-socket open-mode output partition power prefer priority profile qos " +
  "reservation segment signal sockets-per-node switches thread-spec threads-per-core time time-min tmp tres-bind " +
  "tres-per-task uid wait-all-nodes wckey wrap"
).split(" ");

/** Those that take none. */
const FLAGS = (
  "contiguous help hold ignore-pbs no-requeue overcommit oversubscribe parsable quiet reboot requeue share spread-job " +
  "stepmgr test-only usage use-min-nodes verbose version wait"
).split(" ");

/** Those that may have one. */
const OPTIONAL = ["exclusive", "get-user-env", "nice", "no-kill", "oom-kill-step", "propagate"];

/** Whether an option of sbatch takes a value; undefined for one that is not sbatch's own (a site's plugin). */
export function takesValue(name: string): "always" | "never" | "perhaps" | undefined {
  if (VALUED.includes(name)) return "always";
  if (FLAGS.includes(name)) return "never";
  return OPTIONAL.includes(name) ? "perhaps" : undefined;
}

export const OPTION_NAMES: readonly string[] = [...VALUED, ...FLAGS, ...OPTIONAL];
