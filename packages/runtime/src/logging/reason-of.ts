/** Name and code, never the text: a driver's message may quote what it was given. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error ? error.code : undefined;
  const isPlain = typeof code === 'string' || typeof code === 'number';
  return isPlain ? `${error.name} ${code}` : error.name;
}
