/** Work that several tests need, done for the first of them: each can run alone, and in any order. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
