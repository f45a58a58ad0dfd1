/** Whether there is no such object, or no such bucket. */
export function isNotFound(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Whether another try may succeed: what is wrong with the request itself, or with our rights, stays so. */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429;
}

/** The HTTP status of a refusal; undefined: there was no answer. */
function statusOf(error: unknown): number | undefined {
  // By shape, not by class: the SDK may be there in several copies.
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
