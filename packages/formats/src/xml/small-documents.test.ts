import { expect, it } from '@jest/globals';
import { SmallDocuments } from './small-documents.js';

const document = (text: string) => {
  const bytes = Buffer.from(text);
  return { head: () => Promise.resolve(bytes), bytes: () => one(bytes) };
};
async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes);
}
const ignore = () => undefined;
const LIMITS = { maxXmlBytes: 1_000 };

it('small documents of one export share what a single one may have: bytes', async () => {
  const small = new SmallDocuments(LIMITS);
  const text = `<a>${' '.repeat(590)}</a>`;
  expect((await small.read(document(text), ignore)).root.name).toBe('a');
  await expect(small.read(document(text), ignore)).rejects.toMatchObject({ code: 'too_large' });
});

it('and nodes: elements, attributes and texts', async () => {
  const small = new SmallDocuments(LIMITS, 10);
  await small.read(document('<a><b c="1"/>t</a>'), ignore);
  await small.read(document('<a><b c="1"/>t</a>'), ignore);
  await expect(small.read(document('<a><b c="1"/>t</a>'), ignore)).rejects.toMatchObject({
    code: 'too_complex',
  });
});
