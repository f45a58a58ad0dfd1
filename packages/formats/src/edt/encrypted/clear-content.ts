import { createDecipheriv, createHash, type Hash } from 'node:crypto';
import { createInflate } from 'node:zlib';
import { bombRatio } from '../../bomb-ratio.js';
import { inflated, INFLATED_CHUNK_BYTES } from '../../inflated.js';
import type { ReadLimits } from '../../read-result.js';
import { startsAsXml } from '../../received/content-kind.js';
import { tooLarge } from '../../received/file-unreadable.js';
import { Unreadable } from '../../unreadable.js';
import { nextTurn } from '../../xml/next-turn.js';
import { containerUnreadable } from './container-unreadable.js';
import type { ContentKey } from './content-key.js';

interface EncryptedContent {
  /** The encrypted bytes from their start, at each call. */
  readonly encrypted: () => AsyncIterable<Uint8Array>;
  readonly key: ContentKey;
  /** SHA-256 of the clear content, in base64: before or after inflating, programs and their documentation differ. */
  readonly verification: string;
}

/**
 * The content of an encrypted export in clear, as a stream. Whoever reads it believes nothing of it before its end: only there
 * is it known whether it is what was encrypted.
 * @throws Unreadable `too_large`, and those of the container
 */
export async function* clearContent(
  content: EncryptedContent,
  { maxXmlBytes }: ReadLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const packed = { hash: createHash('sha256'), bytes: 0 };
  const clear = { hash: createHash('sha256'), bytes: 0 };
  for await (const chunk of unpacked(content, measured(decrypted(content), packed))) {
    clear.hash.update(chunk);
    clear.bytes += chunk.length;
    const ratio = bombRatio(packed.bytes, clear.bytes);
    if (ratio !== undefined) throw containerUnreadable('encrypted_content_bomb', { value: `${ratio}` });
    if (clear.bytes > maxXmlBytes) throw tooLarge(maxXmlBytes);
    yield chunk;
  }
  const digests = [packed.hash, clear.hash].map((hash) => hash.digest('base64'));
  if (!digests.includes(content.verification)) throw containerUnreadable('encrypted_content_damaged');
}

async function* decrypted({ encrypted, key }: EncryptedContent): AsyncGenerator<Uint8Array, void, undefined> {
  const decipher = createDecipheriv('aes-128-cbc', key.key, key.iv);
  for await (const chunk of encrypted()) yield decipher.update(chunk);
  yield lastOf(() => decipher.final());
}

function lastOf(final: () => Uint8Array): Uint8Array {
  try {
    return final();
  } catch {
    throw containerUnreadable('encrypted_content_damaged');
  }
}

/** Counts and hashes what goes by. */
async function* measured(
  chunks: AsyncIterable<Uint8Array>,
  measure: { readonly hash: Hash; bytes: number },
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of chunks) {
    measure.hash.update(chunk);
    measure.bytes += chunk.length;
    if (chunk.length > 0) yield chunk;
  }
}

/** Inflates it, unless it is XML already: what the container says of it is optional, and not always true. */
async function* unpacked(
  content: EncryptedContent,
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const first = await chunks.next();
  if (first.done === true) return;
  const whole = withFirst(first.value, chunks);
  if (startsAsXml(first.value)) {
    yield* whole;
    return;
  }
  const notInflatable = containerUnreadable('encrypted_content_not_inflatable');
  try {
    yield* inflated(whole, createInflate({ chunkSize: INFLATED_CHUNK_BYTES }), () => notInflatable);
  } catch (error) {
    if (error !== notInflatable || (await isIntact(content))) throw error;
    throw containerUnreadable('encrypted_content_damaged');
  }
}

async function* withFirst(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  yield* rest;
}

/** Whether the bytes that cannot be inflated are those that were encrypted. */
async function isIntact(content: EncryptedContent): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of decrypted(content)) {
      hash.update(chunk);
      await nextTurn();
    }
  } catch (error) {
    if (error instanceof Unreadable) return false;
    throw error;
  }
  return hash.digest('base64') === content.verification;
}
