import { DataDirectory, runningProduct } from '@timetable/product';

/**
 * The database that is meant: the one given, else that of what `npm start` runs.
 * @throws RangeError, in French, when there is neither
 */
export async function databaseUrl({ DATABASE_URL, DATA_DIR }: NodeJS.ProcessEnv): Promise<string> {
  if (DATABASE_URL !== undefined && DATABASE_URL !== '') return DATABASE_URL;
  const product = await runningProduct(new DataDirectory(DATA_DIR ?? '.data').product());
  if (product !== undefined) return product.databaseUrl;
  throw new RangeError('Quelle base ? Donnez DATABASE_URL, ou lancez d’abord npm start.');
}
