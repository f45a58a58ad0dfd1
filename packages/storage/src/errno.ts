/** Whether an error of the operating system has this code, such as `ENOENT`. */
export function isErrno(error: unknown, code: string): boolean {
  // By shape, not by class: Jest's sandbox has an `Error` of its own.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
