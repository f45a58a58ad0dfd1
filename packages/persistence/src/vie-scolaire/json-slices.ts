/** Rows given to one statement as one JSON text. */
const SLICE = 2_000;

/** JSON arrays of a part of the items each, for `jsonb_to_recordset`: the text of a long list is never made as a whole. */
export function* jsonSlices(items: readonly unknown[]): Generator<string> {
  for (let start = 0; start < items.length; start += SLICE) {
    yield JSON.stringify(items.slice(start, start + SLICE));
  }
}
