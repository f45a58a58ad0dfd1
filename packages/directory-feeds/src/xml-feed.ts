import {
  documentEncoding,
  nextTurn,
  TextDecoding,
  xmlUnreadable,
  XmlWalker,
  type Element,
  type ElementReader,
  type ReceivedDocument,
} from '@timetable/formats/documents';

/**
 * Reads an XML document to its end as it comes: of what no reader asks for, nothing is kept, not even while it passes.
 * @throws Unreadable, SourceFailure
 */
export async function walkFeed(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  openRoot: (root: Element) => ElementReader,
): Promise<void> {
  const walker = new XmlWalker(openRoot);
  for await (const text of textPieces(document, walker)) {
    walker.write(text);
    await nextTurn();
  }
  walker.end();
}

/**
 * The text of a document as it comes.
 * @param place where whoever walks it is: bytes that are no text are met there
 * @throws Unreadable, SourceFailure
 */
export async function* textPieces(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  place: { readonly line: number },
): AsyncGenerator<string, void, undefined> {
  const { decoder } = await documentEncoding(document);
  const decoding = new TextDecoding(decoder);
  for await (const chunk of document.bytes()) {
    const { text, invalidEncoding } = decoding.write(chunk);
    yield text;
    if (invalidEncoding !== undefined) throw xmlUnreadable('encoding_invalid', { line: place.line });
  }
  yield decoding.end().text;
}

/** Elements by their names, each read by what its name asks for; others are passed over with all that is in them. */
export const within = (
  children: Readonly<Record<string, (element: Element) => ElementReader>>,
): ElementReader => ({
  child: (element) => (Object.hasOwn(children, element.name) ? children[element.name]?.(element) : undefined),
});

/** The text of an element that has no other content. */
export function elementText(take: (text: string) => void): ElementReader {
  let text = '';
  return {
    text: (piece) => {
      text += piece;
    },
    close: () => {
      take(text);
    },
  };
}
