import { createHash } from 'node:crypto';
import type { ReceivedDocument } from '../../received/opened-file.js';
import { documentEncoding } from '../../xml/document-encoding.js';
import { nextTurn } from '../../xml/next-turn.js';
import { Base64Decoding } from './base64-decoding.js';
import type { ContainerFacts } from './container-facts.js';
import { ContainerScan } from './container-scan.js';

/** An encrypted export, read once for what it says in clear. */
export interface Container {
  readonly facts: ContainerFacts;
  /** SHA-256 of the container itself, in hexadecimal. */
  readonly sha256: string;
  /** Its encrypted content from its start, at each call. */
  encrypted(): AsyncIterable<Uint8Array>;
}

/** @throws Unreadable for what is no container; SourceFailure */
export async function openContainer(document: Pick<ReceivedDocument, 'head' | 'bytes'>): Promise<Container> {
  const { decoder } = await documentEncoding(document);
  const scan = new ContainerScan(decoder);
  const hash = createHash('sha256');
  for await (const chunk of document.bytes()) {
    hash.update(chunk);
    scan.write(chunk);
    await nextTurn();
  }
  return {
    facts: scan.end(),
    sha256: hash.digest('hex'),
    encrypted: () => encryptedBytes(document, decoder),
  };
}

async function* encryptedBytes(
  { bytes }: Pick<ReceivedDocument, 'bytes'>,
  decoder: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const base64 = new Base64Decoding();
  const pieces: Uint8Array[] = [];
  const scan = new ContainerScan(decoder, (text) => pieces.push(base64.write(text)));
  for await (const chunk of bytes()) {
    scan.write(chunk);
    yield* pieces.splice(0);
  }
  scan.end();
  base64.end();
  yield* pieces.splice(0);
}
