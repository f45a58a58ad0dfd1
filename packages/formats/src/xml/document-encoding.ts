import type { ReceivedDocument } from '../received/opened-file.js';
import { isOneByte, isTrueOf, statedEncoding } from './encoding.js';
import { nextTurn } from './next-turn.js';

/** In what encoding a document is, its declaration checked against its bytes. */
export interface DocumentEncoding {
  /** Label for `TextDecoder`. */
  readonly decoder: string;
  /** « ISO-8859-1 → UTF-8 » when the document declares another encoding than its own. */
  readonly misdeclared?: string;
}

/** Control characters of Latin-1 and its successors: never in a text, letters and quotes in Windows-1252. */
const CONTROLS = /[\x80-\x9f]/;

/**
 * What can be checked is not believed. A document that declares a one-byte encoding is read once for it, as far as its
 * first byte that is no UTF-8: a document of a hundred megabytes may have its only accent in the last line. All others
 * show by themselves, while they are read, that they are not what they say.
 * @throws Unreadable `encoding_unsupported`, and whatever the document is refused for; SourceFailure
 */
export async function documentEncoding(
  document: Pick<ReceivedDocument, 'head' | 'bytes'>,
): Promise<DocumentEncoding> {
  const { decoder: stated, declared } = statedEncoding(await document.head());
  const decoder = isOneByte(stated) ? await checkedEncoding(document, stated) : stated;
  if (declared === undefined || isTrueOf(declared, decoder)) return { decoder };
  return { decoder, misdeclared: `${declared} → ${decoder.toUpperCase()}` };
}

async function checkedEncoding({ bytes }: Pick<ReceivedDocument, 'bytes'>, stated: string): Promise<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let [isUtf8, hasSequences, hasControls] = [true, false, false];
  for await (const chunk of bytes()) {
    if (isUtf8) {
      try {
        hasSequences ||= utf8.decode(chunk, { stream: true }).length < chunk.length;
      } catch {
        isUtf8 = false;
      }
    }
    hasControls ||= CONTROLS.test(
      Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('latin1'),
    );
    // Only ISO-8859-15 has no use for the control characters of Windows-1252.
    if (!isUtf8 && (hasControls || stated !== 'iso-8859-15')) break;
    await nextTurn();
  }
  if (isUtf8 && hasSequences) return 'utf-8';
  return !isUtf8 && hasControls && stated === 'iso-8859-15' ? 'windows-1252' : stated;
}
