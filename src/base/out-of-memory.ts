import { failed, type AmtlError } from "./errors.js";

/** What TensorFlow, the C++ library and Node say when memory runs short. */
export const OUT_OF_MEMORY =
  /.*(?:heap out of memory|OOM when allocating|bad_alloc|cannot allocate memory|allocation failed|ENOMEM).*/i;

/** The one wording for it. @param got the line that said so */
export const outOfMemory = (got: string): AmtlError =>
  failed("The worker ran out of memory", {
    got,
    fix: "run fewer at once (--jobs 1), or on a machine with more; the same command goes on from the last checkpoint",
  });
