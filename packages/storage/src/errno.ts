/** Whether an error of the operating system has this code, such as `ENOENT`. */
export function isErrno(error: unknown, code: string): boolean {
  // By shape, not by class: Jest's sandbox has an `Error` of its own.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

/** Whether a file could not be written for want of room: an operator acts, where other failures pass. */
export function isStorageFull(error: unknown): boolean {
  return isErrno(error, 'ENOSPC') || isErrno(error, 'EDQUOT');
}
