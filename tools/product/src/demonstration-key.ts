import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPartnerKey } from '@timetable/partner-keys';

/** The name under which a demonstration's exports are encrypted. */
const DEMONSTRATION_PARTNER = 'DEMO-ENT';

/** A partner key, and its public half beside it to encrypt exports with, where there are none yet. */
export async function ensureDemonstrationKey(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const { publicKey } = await createPartnerKey(folder, DEMONSTRATION_PARTNER, new Date());
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  await writeFile(join(folder, `${DEMONSTRATION_PARTNER}.public`), pem);
}
