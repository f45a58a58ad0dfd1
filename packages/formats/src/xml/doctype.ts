import { clip } from '../unreadable.js';
import { xmlUnreadable } from './xml-unreadable.js';

/** Documents that schools confuse with an export and that legitimately start with a document type. */
const KNOWN_DOCUMENTS = /^\s*(ficAlimMENESR|STS_EDT|EDT_STS|html)\b/i;

/**
 * No export has a document type, and entities are how XML readers are attacked. A known document is named instead: that
 * says more to the sender.
 * @throws Unreadable always.
 */
export function refuseDoctype(doctype: string, line: number): never {
  const known = KNOWN_DOCUMENTS.exec(doctype)?.[1];
  if (known === undefined) throw xmlUnreadable('doctype_forbidden', { line });
  throw xmlUnreadable('wrong_root', { line, value: clip(known) });
}
