/** The same timetable in other bytes, as a new export has another date. */
export function exportedAgain(file: Uint8Array, n: number): Uint8Array<ArrayBuffer> {
  const comment = new TextEncoder().encode(`<!-- ${n} -->`);
  const again = new Uint8Array(file.length + comment.length);
  again.set(file);
  again.set(comment, file.length);
  return again;
}
