import {
  documentEncoding,
  nextTurn,
  TextDecoding,
  xmlUnreadable,
  XmlWalker,
  type Element,
  type ElementReader,
  type ReceivedDocument,
  type WalkOptions,
} from '@timetable/formats/documents';

/**
 * Reads an XML document to its end as it comes: of what no reader asks for, nothing is kept, not even while it passes.
 * @throws Unreadable, SourceFailure
 */
export async function walkFeed(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  openRoot: (root: Element) => ElementReader,
): Promise<void> {
  const pieces = walkPieces(document, openRoot);
  while ((await pieces.next()).done !== true) await nextTurn();
}

/**
 * The same, a piece at a time: between two of them whoever reads takes what the readers have gathered.
 * @throws Unreadable, SourceFailure
 */
export async function* walkPieces(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
  openRoot: (root: Element) => ElementReader,
  options?: WalkOptions,
): AsyncGenerator<void, void, undefined> {
  const { decoder } = await documentEncoding(document);
  const decoding = new TextDecoding(decoder);
  const walker = new XmlWalker(openRoot, options);
  const walk = ({ text, invalidEncoding }: ReturnType<TextDecoding['write']>): void => {
    walker.write(text);
    if (invalidEncoding !== undefined) throw xmlUnreadable('encoding_invalid', { line: walker.line });
  };
  for await (const chunk of document.bytes()) {
    walk(decoding.write(chunk));
    yield;
  }
  walk(decoding.end());
  walker.end();
  yield;
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
