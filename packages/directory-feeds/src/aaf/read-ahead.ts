/**
 * The same items, the next of which is asked for while one is looked at: the disk, or what inflates an archive, works meanwhile.
 * One more is held than without.
 */
export async function* readAhead<T>(items: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<T, unknown>> => {
    const asked = iterator.next();
    // Whoever stops in between never learns of it; whoever goes on meets it below.
    asked.catch(() => undefined);
    return asked;
  };
  try {
    for (let coming = ask(); ;) {
      const { done, value } = await coming;
      if (done === true) return;
      coming = ask();
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
