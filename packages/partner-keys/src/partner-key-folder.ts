import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartnerKey, PartnerKeys } from '@timetable/formats';
import { PartnerKeyUnusable } from './partner-key-unusable.js';

/** Of the RSA modulus: what a shorter one protects can be read by others. */
export const LEAST_KEY_BITS = 2048;

/**
 * Our partner keys: `<partner name>/<date>.pem` in a folder, several of a name while one takes over from another. Kept in memory
 * only, and read anew on demand; a folder that does not exist has none.
 */
export class PartnerKeyFolder implements PartnerKeys {
  readonly #path: string;
  readonly #passphrase: string | undefined;
  #keys: ReadonlyMap<string, NamedKeys> = new Map();

  private constructor(path: string, passphrase: string | undefined) {
    this.#path = path;
    this.#passphrase = passphrase;
  }

  /** @throws PartnerKeyUnusable */
  static async open(path: string, passphrase?: string): Promise<PartnerKeyFolder> {
    const folder = new PartnerKeyFolder(path, passphrase);
    await folder.reload();
    return folder;
  }

  get partners(): readonly string[] {
    return [...this.#keys.values()].map(({ partner }) => partner);
  }

  keysOf(partner: string): readonly PartnerKey[] {
    return this.#keys.get(folded(partner))?.keys ?? [];
  }

  /** All at once: when one is unusable, those read before stay. @throws PartnerKeyUnusable */
  async reload(): Promise<void> {
    const found = new Map<string, NamedKeys>();
    for (const partner of await foldersOf(this.#path)) {
      const keys = await this.#read(join(this.#path, partner));
      if (keys.length > 0) found.set(folded(partner), { partner, keys });
    }
    this.#keys = found;
  }

  /** Newest first: they are called by their date. */
  async #read(folder: string): Promise<PartnerKey[]> {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.pem')).sort();
    return Promise.all(
      names.reverse().map(async (label) => {
        const path = join(folder, label);
        return { label, privateKey: privateKeyOf(await readFile(path), this.#passphrase, path) };
      }),
    );
  }
}

interface NamedKeys {
  readonly partner: string;
  readonly keys: readonly PartnerKey[];
}

/** Programs and people write a name with capitals or without. */
const folded = (partner: string): string => partner.normalize('NFC').toLowerCase();

async function foldersOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw new PartnerKeyUnusable(`Le dossier ${path} ne peut pas être lu.`, { cause: error });
  });
  // A mounted secret is made of links, and of folders that begin with a point.
  return entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

/** @throws PartnerKeyUnusable, without what the library says of the content */
function privateKeyOf(pem: Buffer, passphrase: string | undefined, path: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) });
  } catch {
    throw new PartnerKeyUnusable(
      `${path} n’est pas une clé privée lisible (PEM, PKCS#8), ou PARTNER_KEYS_PASSPHRASE n’est pas sa phrase secrète.`,
    );
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < LEAST_KEY_BITS) {
    throw new PartnerKeyUnusable(`${path} n’est pas une clé RSA d’au moins ${LEAST_KEY_BITS} bits.`);
  }
  return key;
}
