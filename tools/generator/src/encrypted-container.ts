import {
  constants,
  createCipheriv,
  createHash,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createDeflate } from 'node:zlib';

const NAMESPACE = 'http://www.index-education.com/conteneurexportchiffre';
/** Of a line of base64, as programs fold it. */
const LINE_BYTES = 57;
const BYTE_ORDER_MARK = '\ufeff';

/** Who is to open the export. */
export interface ExportPartner {
  readonly name: string;
  readonly publicKey: KeyObject;
}

/** What the container says of the export in clear. */
export interface ExportLabel {
  readonly software: string;
  readonly uai: string;
  readonly establishment: string;
  readonly town: string;
  /** ISO 8601. */
  readonly writtenAt: string;
}

/** How programs and their versions differ. */
export interface ContainerVariant {
  readonly compressed?: boolean;
  /** Whether the checksum is that of the compressed content, as programs write it, or of the clear one. */
  readonly checksumOf?: 'packed' | 'clear';
  readonly byteOrderMark?: boolean;
  readonly folded?: boolean;
}

/** The encrypted export of EDT and PRONOTE around a clear one, as a stream. No two are alike: each has its own key. */
export async function* encryptedContainer(
  clear: AsyncIterable<Uint8Array>,
  label: ExportLabel,
  partners: readonly ExportPartner[],
  variant: ContainerVariant = {},
): AsyncGenerator<string, void, undefined> {
  const { compressed = true, checksumOf = 'packed', byteOrderMark = false, folded = true } = variant;
  const base64 = (bytes: Uint8Array): string =>
    folded ? lines(bytes) : Buffer.from(bytes).toString('base64');
  const secret = randomBytes(32);
  const block = Buffer.concat([secret, createHash('md5').update(secret).digest()]);

  yield `<?xml version="1.0" encoding="UTF-8"?>\n<EXPORT_INDEX_EDUCATION xmlns="${NAMESPACE}">`;
  yield `<VERSION>1.0</VERSION><LOGICIEL>${escaped(label.software)}</LOGICIEL><CLES>`;
  // The publisher's own, which only the publisher could open.
  yield `<PARTENAIRE NOM="INDEXEDUCATION">${base64(randomBytes(256))}</PARTENAIRE>`;
  for (const { name, publicKey } of partners) {
    const key = publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, block);
    yield `<PARTENAIRE NOM="${escaped(name)}">${base64(key)}</PARTENAIRE>`;
  }
  yield '</CLES><CONTENU>';

  const hashes = { clear: createHash('sha256'), packed: createHash('sha256') };
  const marked = byteOrderMark ? withMark(clear) : clear;
  const watched = passing(marked, (chunk) => hashes.clear.update(chunk));
  const packed = compressed ? deflated(watched) : watched;
  const cipher = createCipheriv('aes-128-cbc', secret.subarray(0, 16), secret.subarray(16));
  const encrypted = encrypt(
    passing(packed, (chunk) => hashes.packed.update(chunk)),
    cipher,
  );
  for await (const piece of inLines(encrypted)) yield base64(piece);

  const { uai, establishment, town, writtenAt } = label;
  yield `</CONTENU><VERIFICATION>${hashes[checksumOf].digest('base64')}</VERIFICATION>`;
  yield `<DATEHEURE>${writtenAt}</DATEHEURE><UAI>${escaped(uai)}</UAI>`;
  yield `<NOMETABLISSEMENT>${escaped(establishment)}</NOMETABLISSEMENT>`;
  yield `<CODEPOSTALVILLE>${escaped(town)}</CODEPOSTALVILLE></EXPORT_INDEX_EDUCATION>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const lines = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  )
    .map((line) => `${line}\n`)
    .join('');

async function* withMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(BYTE_ORDER_MARK);
  yield* chunks;
}

async function* passing(
  chunks: AsyncIterable<Uint8Array>,
  look: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    look(chunk);
    yield chunk;
  }
}

function deflated(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const deflate = createDeflate();
  pipeline(Readable.from(chunks), deflate, () => {
    // Whatever fails destroys the stream with its error, which its reader meets.
  });
  return deflate;
}

async function* encrypt(
  chunks: AsyncIterable<Uint8Array>,
  cipher: ReturnType<typeof createCipheriv>,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) yield cipher.update(chunk);
  yield cipher.final();
}

/** The same bytes in whole lines of base64, so that padding stands at the end only. */
async function* inLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let rest: Uint8Array = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const waiting = Buffer.concat([rest, chunk]);
    const length = waiting.length - (waiting.length % LINE_BYTES);
    if (length > 0) yield waiting.subarray(0, length);
    rest = waiting.subarray(length);
  }
  yield rest;
}
