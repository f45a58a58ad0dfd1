import { archiveUnreadable } from '../archive/archive-unreadable.js';
import type { ReadResult } from '../read-result.js';
import { clip } from '../unreadable.js';
import { XmlDocument } from '../xml/xml-document.js';
import { readXml } from '../xml/read-xml.js';
import { xmlUnreadable } from '../xml/xml-unreadable.js';
import { refuseOtherThanXml } from './content-kind.js';
import { fileUnreadable } from './file-unreadable.js';
import { xmlDocuments, type ReceivedDocument, type OpenedFile } from './opened-file.js';

const OFFICE_FILE = /^(?:\[Content_Types\]\.xml|mimetype)$/;

/**
 * Says what a file is that no reader recognised. An XML document is read to its end for it: where it is malformed, or its
 * archive damaged, is what explains why nobody knew it.
 * @throws Unreadable, SourceFailure
 */
export async function explainUnrecognised(file: OpenedFile): Promise<ReadResult> {
  const document = await documentToExplain(file);
  return readXml(
    document,
    (encoding) =>
      new XmlDocument(encoding, ({ name, line }) => {
        throw xmlUnreadable('wrong_root', { line, value: clip(name) });
      }),
  );
}

async function documentToExplain({ isArchive, documents }: OpenedFile): Promise<ReceivedDocument> {
  const [first, ...others] = isArchive ? xmlDocuments(documents) : documents;
  if (documents.some(({ name }) => OFFICE_FILE.test(name))) {
    throw fileUnreadable('not_a_timetable', { value: 'office' });
  }
  if (first === undefined) throw fileUnreadable('not_a_timetable', { value: 'zip' });
  if (others.length > 0) {
    throw archiveUnreadable('archive_several_timetables', { value: `${others.length + 1}` });
  }
  if (!isArchive) refuseOtherThanXml(await first.head());
  return first;
}
