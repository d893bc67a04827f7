import { failed, type AmtlError } from "./errors.js";

/** What TensorFlow, CUDA, PyTorch, the C++ library and Node say when memory runs short. */
export const OUT_OF_MEMORY =
  /.*(?:heap out of memory|OOM when allocating|RESOURCE_EXHAUSTED|ResourceExhausted|CUDA out of memory|CUDA_ERROR_OUT_OF_MEMORY|bad_alloc|cannot allocate memory|allocation failed|ENOMEM).*/i;

/** The one wording for it. @param got the line that said so */
export const outOfMemory = (got: string): AmtlError =>
  failed("The worker ran out of memory", { got });
