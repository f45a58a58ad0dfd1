import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPartnerKey } from '@timetable/partner-keys';
import type { ProductDescription } from './product-description.js';

/** The name under which a demonstration's exports are encrypted. */
const DEMONSTRATION_PARTNER = 'DEMO-ENT';

/**
 * A partner key, and its public half beside it to encrypt exports with: made where there is none yet.
 * @returns whom to encrypt exports for
 */
export async function demonstrationPartner(folder: string): Promise<ProductDescription['exportPartner']> {
  const publicKeyFile = join(folder, `${DEMONSTRATION_PARTNER}.public`);
  if (!existsSync(publicKeyFile)) {
    const { publicKey } = await createPartnerKey(folder, DEMONSTRATION_PARTNER, new Date());
    await writeFile(publicKeyFile, publicKey.export({ type: 'spki', format: 'pem' }));
  }
  return { name: DEMONSTRATION_PARTNER, publicKeyFile };
}
