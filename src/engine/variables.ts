/** Prefixes of the variables that TensorFlow, oneDNN and the libraries of a GPU read. */
const READ = /^(TF|XLA|ONEDNN|DNNL|OMP|KMP|MKL|CUDA|CUDNN|CUBLAS|NVIDIA)_/;

/**
 * Those that reach no number: threads, which every command sets or records, logs, memory, and which GPU. All other
 * ones are taken away, known or not: ONEDNN_DEFAULT_FPMATH_MODE=BF16 in a shell, or in a cluster's module, made the
 * encoder deviate by 580 times its tolerance, and stood in no run's identity.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  "TF_CPP_MIN_LOG_LEVEL",
  "TF_CPP_MIN_VLOG_LEVEL",
  "TF_CPP_MAX_VLOG_LEVEL",
  "TF_CPP_VMODULE",
  "TF_NUM_INTRAOP_THREADS",
  "TF_NUM_INTEROP_THREADS",
  "TF_FORCE_GPU_ALLOW_GROWTH",
  "TF_GPU_ALLOCATOR",
  "OMP_NUM_THREADS",
  "CUDA_VISIBLE_DEVICES",
  "CUDA_DEVICE_ORDER",
  "CUDA_HOME",
  "CUDA_PATH",
  "CUDA_ROOT",
  "CUDA_CACHE_PATH",
  "CUDA_CACHE_MAXSIZE",
  "CUDA_CACHE_DISABLE",
  "CUDA_MODULE_LOADING",
  "CUDA_MPS_PIPE_DIRECTORY",
  "CUDA_MPS_LOG_DIRECTORY",
  "NVIDIA_VISIBLE_DEVICES",
  "NVIDIA_DRIVER_CAPABILITIES",
]);

export type Variables = Readonly<Record<string, string>>;

/** The variables of an environment that engines read, in order of their names. */
export const engineVariables = (env: NodeJS.ProcessEnv): Variables =>
  Object.fromEntries(
    Object.entries(env)
      .filter((entry): entry is [string, string] => READ.test(entry[0]) && entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/**
 * Takes away from an environment what could change an engine's numbers.
 * @returns what was taken away.
 */
export function clearVariables(env: NodeJS.ProcessEnv): Variables {
  const cleared = Object.entries(engineVariables(env)).filter(([name]) => !HARMLESS.has(name));
  for (const [name] of cleared) Reflect.deleteProperty(env, name);
  return Object.fromEntries(cleared);
}
