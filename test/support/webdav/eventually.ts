/** Waits up to 5 s for what happens behind the answer; says whether it did. */
export async function eventually(isTrue: () => Promise<boolean> | boolean): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isTrue()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return isTrue();
}
