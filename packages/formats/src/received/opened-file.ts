import { archivedDocuments } from '../archive/archived-documents.js';
import { readFully, readRange, withStartKept, type ByteSource } from '../byte-source.js';
import type { ReadLimits } from '../read-result.js';
import type { Element } from '../xml/element-reader.js';
import { xmlRootOf } from '../xml/xml-root.js';
import { HEAD_BYTES, isZip } from './content-kind.js';
import { tooLarge } from './file-unreadable.js';

/** A file as it was received, opened: what readers look at to recognise it, and read it from. */
export interface OpenedFile {
  readonly isArchive: boolean;
  /** The file itself, or the files of its archive, less what file managers leave there. */
  readonly documents: readonly ReceivedDocument[];
}

/** Whatever is asked of a document may throw, or reject with, `Unreadable` or `SourceFailure`. */
export interface ReceivedDocument {
  /** Path in the archive, with `/`; empty when the file is no archive: what people call it says nothing. */
  readonly name: string;
  /** The first bytes, enough to tell most formats, of a document of any size. */
  head(): Promise<Uint8Array>;
  /** Root element, when the document is XML as far as there, of any size. Read once, however often it is asked for. */
  xmlRoot(): Promise<Element | undefined>;
  /** The content from its start, at each call: inflated, and held to the limits. */
  bytes(): AsyncIterable<Uint8Array>;
}

/** @throws Unreadable for an archive that cannot be listed; SourceFailure */
export async function openReceived(received: ByteSource, limits: ReadLimits): Promise<OpenedFile> {
  const source = withStartKept(received);
  const head = await readFully(source, 0, HEAD_BYTES);
  if (!isZip(head)) return { isArchive: false, documents: [bareDocument(source, head, limits)] };
  const documents = await archivedDocuments(source, limits);
  return {
    isArchive: true,
    documents: documents.map(({ name, bytes, beginning }) => ({
      name,
      head: () => headOf(beginning()),
      xmlRoot: once(() => xmlRootOf(beginning())),
      bytes,
    })),
  };
}

/**
 * The document that is the timetable when the format has only one: the file itself, or the only XML of its archive.
 * Undefined when nothing tells which one it is.
 */
export function onlyXml({ isArchive, documents }: OpenedFile): ReceivedDocument | undefined {
  const [first, ...others] = isArchive ? xmlDocuments(documents) : documents;
  return others.length === 0 ? first : undefined;
}

export const xmlDocuments = (documents: readonly ReceivedDocument[]): ReceivedDocument[] =>
  documents.filter(({ name }) => /\.xml$/i.test(name));

function bareDocument(source: ByteSource, head: Uint8Array, { maxXmlBytes }: ReadLimits): ReceivedDocument {
  const whole = () => readRange(source, 0, source.sizeBytes);
  return {
    name: '',
    head: () => Promise.resolve(head),
    xmlRoot: once(() => xmlRootOf(whole())),
    bytes: () => {
      if (source.sizeBytes > maxXmlBytes) throw tooLarge(maxXmlBytes);
      return whole();
    },
  };
}

async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    pieces.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= work());
}
