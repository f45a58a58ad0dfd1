import { valueWithin } from '../until.js';

/** As long as a loaded machine may need: who waits for what comes loses nothing by it. */
const PATIENCE_MS = 30_000;

/** Waits for what happens behind the answer; says whether it did. */
export async function eventually(isTrue: () => Promise<boolean> | boolean): Promise<boolean> {
  return (await valueWithin(PATIENCE_MS, async () => (await isTrue()) || undefined)) === true;
}
