/** One thing wrong with a form. */
export interface ListedError {
  /** Of the field, as the form registered it: `closures.2.endsOn`. */
  readonly name: string;
  /** French. */
  readonly message: string;
}

/** Everything that is wrong, in the order of the form. @param errors of react-hook-form: a tree whose leaves have a message */
export function listedErrors(errors: unknown, path: readonly string[] = []): readonly ListedError[] {
  if (typeof errors !== 'object' || errors === null) return [];
  if ('message' in errors && typeof errors.message === 'string')
    return [{ name: path.join('.'), message: errors.message }];
  return Object.entries(errors).flatMap(([part, below]) => listedErrors(below, [...path, part]));
}
