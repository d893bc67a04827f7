/** The error of a system call, as Node throws it. */
export function systemError(code: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: the simulated disk says so, ${call} '${path}'`), {
    code,
    syscall: call,
    path,
  });
}
