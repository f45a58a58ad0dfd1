import { exportBytes, type ExportPartner } from '@timetable/generator';
import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchCampus } from './bench-campus.js';
import type { BenchProduct } from './bench-product.js';
import { benchSchool } from './bench-school.js';

/** What the import before leaves to be done has ended by then. */
const SETTLED_MS = 500;

/** Milliseconds from the beginning of a push to its integration, by round. */
export interface EncryptedSamples {
  readonly encrypted: readonly number[];
  readonly clear: readonly number[];
}

/**
 * Row i: the same first export encrypted, as EDT pushes it, and in clear, as a person makes it. Each round imports both, the
 * one first that was second before, and each has a campus of its own.
 */
export async function measureEncrypted(
  product: BenchProduct,
  rounds: number,
  say: (line: string) => void,
): Promise<EncryptedSamples> {
  const school = benchSchool();
  const partners = [await partnerOf(product)];
  const samples: { encrypted: number[]; clear: number[] } = { encrypted: [], clear: [] };
  const forms = ['encrypted', 'clear'] as const;
  for (let round = 0; round <= rounds; round++) {
    for (const form of round % 2 === 0 ? forms : forms.toReversed()) {
      const campus = await BenchCampus.open(product, `${form}-${round}`, school);
      // No two encrypted exports are alike.
      const file = await exportBytes(school, { zip: false, ...(form === 'encrypted' && { partners }) });
      await sleep(SETTLED_MS);
      const { integratedMs } = await campus.deposit(new Uint8Array(file));
      // The first round compiles code and fills caches on every side.
      if (round > 0) samples[form].push(integratedMs);
      say(
        `  ${round === 0 ? 'échauffement' : `tour ${round}/${rounds}`} : ${LABELS[form]} ${integratedMs.toFixed(0)} ms`,
      );
    }
  }
  return samples;
}

const LABELS = { encrypted: 'chiffré', clear: 'en clair' };

async function partnerOf({ product }: BenchProduct): Promise<ExportPartner> {
  const { exportPartner } = product.description;
  if (exportPartner === undefined)
    throw new RangeError('La ligne i veut la clé de démonstration : retirez PARTNER_KEYS.');
  const { name, publicKeyFile } = exportPartner;
  return { name, publicKey: createPublicKey(await readFile(publicKeyFile)) };
}
