import { constants, createHash, privateDecrypt } from 'node:crypto';
import type { KeyBlock } from './container-facts.js';
import type { PartnerKey, PartnerKeys } from '../../partner-keys.js';

const KEY_BYTES = 16;
/** AES key, initialisation vector, MD5 of both. */
const BLOCK_BYTES = 48;

/** AES-128-CBC. */
export interface ContentKey {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  /** What opened it: for who asks which key opens a file. */
  readonly openedBy: { readonly partner: string; readonly label: string };
}

/** `not_ours`: encrypted for others only; `unusable`: for our name, but none of our keys opens it. */
export type NoContentKey = 'not_ours' | 'unusable';

/** Tries each of our keys, newest first, on each block that bears its name. */
export function contentKeyOf(blocks: readonly KeyBlock[], keys: PartnerKeys): ContentKey | NoContentKey {
  const ours = blocks.map((block) => ({ ...block, keys: keys.keysOf(block.partner) }));
  for (const { partner, block, keys: candidates } of ours) {
    for (const key of candidates) {
      const opened = openBlock(Buffer.from(block, 'base64'), key);
      if (opened !== undefined) return { ...opened, openedBy: { partner, label: key.label } };
    }
  }
  return ours.some(({ keys: candidates }) => candidates.length > 0) ? 'unusable' : 'not_ours';
}

/** Undefined when the key is another's or the block damaged: a wrong key may also decrypt, to bytes at random. */
function openBlock(
  block: Uint8Array,
  { privateKey }: PartnerKey,
): Pick<ContentKey, 'key' | 'iv'> | undefined {
  let content: Uint8Array;
  try {
    content = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, block);
  } catch {
    return undefined;
  }
  if (content.length !== BLOCK_BYTES) return undefined;
  const secret = content.subarray(0, 2 * KEY_BYTES);
  const checksum = createHash('md5').update(secret).digest();
  if (!checksum.equals(content.subarray(2 * KEY_BYTES))) return undefined;
  return { key: secret.subarray(0, KEY_BYTES), iv: secret.subarray(KEY_BYTES) };
}
