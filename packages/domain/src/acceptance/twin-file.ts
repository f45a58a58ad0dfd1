/** The two files of one export come within this time of each other. */
export const TWIN_WINDOW_MINUTES = 2;

/**
 * Whether the name is that of the file EDT's automatic export makes for PRONOTE beside the good one (`EDT_PRONOTE…` and
 * `EDT_…` in the same minute), when an option is ticked there.
 */
export function isTwinFileName(fileName: string): boolean {
  const name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  return /^EDT_PRONOTE/i.test(name);
}
