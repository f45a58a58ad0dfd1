import { makeFolder } from '@timetable/folders';
import { createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LEAST_KEY_BITS } from './partner-key-folder.js';
import { PartnerKeyUnusable } from './partner-key-unusable.js';

export interface CreatedPartnerKey {
  readonly path: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** One folder of letters, digits and what names are made of: it is a folder's name too. */
const PARTNER_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u;

/**
 * Makes a new key of a partner, beside those it has: exports encrypted for the former one stay readable.
 * @param now gives its name, to the second
 * @throws PartnerKeyUnusable when the name cannot be one
 */
export async function createPartnerKey(
  folder: string,
  partner: string,
  now: Date,
  passphrase?: string,
): Promise<CreatedPartnerKey> {
  if (!PARTNER_NAME.test(partner)) {
    throw new PartnerKeyUnusable(
      `« ${partner} » ne peut pas être un nom de partenaire : des lettres, des chiffres, des espaces et . _ - (64 au plus).`,
    );
  }
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: LEAST_KEY_BITS });
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption });
  const path = join(folder, partner, `${now.toISOString().slice(0, 19).replaceAll(':', '')}.pem`);
  makeFolder(join(folder, partner), { mode: 0o700, setting: 'PARTNER_KEYS' });
  await writeFile(path, pem, { mode: 0o600, flag: 'wx' });
  return { path, privateKey, publicKey: createPublicKey(privateKey) };
}
