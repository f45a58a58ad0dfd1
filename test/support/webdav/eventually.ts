/** As long as a loaded machine may need: who waits for what comes loses nothing by it. */
const PATIENCE_MS = 30_000;

/** Waits for what happens behind the answer; says whether it did. */
export async function eventually(isTrue: () => Promise<boolean> | boolean): Promise<boolean> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline;) {
    if (await isTrue()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return isTrue();
}
