import type { ReadResult } from '../read-result.js';
import { clip } from '../unreadable.js';
import { XmlDocument } from '../xml/xml-document.js';
import { readXml } from '../xml/read-xml.js';
import { xmlUnreadable } from '../xml/xml-unreadable.js';
import { isZip, refuseOtherThanXml } from './content-kind.js';
import { fileUnreadable } from './file-unreadable.js';
import { rootOf, type OpenedFile, type ReceivedDocument } from './opened-file.js';

const OFFICE_FILE = /^(?:\[Content_Types\]\.xml|mimetype)$/;
/** Office documents are archives themselves. */
const OFFICE_NAME = /\.(?:docx|xlsx|pptx|od[tsp])$/i;

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
    undefined,
  );
}

async function documentToExplain({ isArchive, documents }: OpenedFile): Promise<ReceivedDocument> {
  const [first] = documents;
  if (!isArchive && first !== undefined) {
    refuseOtherThanXml(await first.head());
    return first;
  }
  if (documents.some(({ name }) => OFFICE_FILE.test(name))) {
    throw fileUnreadable('not_a_timetable', { value: 'office' });
  }
  for (const document of documents) {
    if (!OFFICE_NAME.test(document.name) && isZip(await document.head())) {
      throw fileUnreadable('not_a_timetable', { value: 'nested_zip' });
    }
  }
  const [only, another] = await xmlAmong(documents);
  if (only === undefined) throw fileUnreadable('not_a_timetable', { value: 'zip' });
  if (another !== undefined) throw fileUnreadable('not_a_timetable', { value: 'other_xml' });
  return only;
}

/** By their names, which those that are damaged still have; else by what they are. */
async function xmlAmong(documents: readonly ReceivedDocument[]): Promise<readonly ReceivedDocument[]> {
  const named = documents.filter(({ name }) => /\.xml$/i.test(name));
  if (named.length > 0) return named;
  const roots = await Promise.all(documents.map(rootOf));
  return documents.filter((_, index) => roots[index] !== undefined);
}
