import { parseArgs, type ParseArgsConfig } from 'node:util';

/**
 * The options of a command, of the types that `options` gives them.
 * @throws RangeError, in French, for one that is unknown or lacks its value
 */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ args: string[]; options: T }>>['values'] {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`Option inconnue ou incomplète (voir --help) : ${reason}`, { cause: error });
  }
}
