/**
 * A member of a JSON value by its path: `errors.0.field`; `*` gives that member of every element: `items.*.code`.
 * Undefined where there is nothing, for `expect` to say so.
 */
export function at(value: unknown, path: string): unknown {
  const [step, ...rest] = path.split('.');
  if (step === undefined || typeof value !== 'object' || value === null) return undefined;
  if (step === '*')
    return Array.isArray(value) ? value.map((item: unknown) => at(item, rest.join('.'))) : undefined;
  const member: unknown = Object.entries(value).find(([name]) => name === step)?.[1];
  return rest.length === 0 ? member : at(member, rest.join('.'));
}

/** The same for what has to be a text, to be used in the next request. */
export function textAt(value: unknown, path: string): string {
  const text = at(value, path);
  if (typeof text !== 'string') throw new Error(`${path} is not a text in ${JSON.stringify(value)}`);
  return text;
}
