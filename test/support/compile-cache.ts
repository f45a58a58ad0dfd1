/**
 * Where Node keeps what it has compiled of one of our programs, from one start to the next. The door has a place of its own,
 * as in a whole product: it changes an option of V8 once it runs, and what is kept goes by the options.
 */
export function compileCacheOf(program: 'api' | 'deposit' | 'worker'): string | undefined {
  const directory = process.env['NODE_COMPILE_CACHE'];
  return directory !== undefined && program === 'deposit' ? `${directory}-door` : directory;
}
