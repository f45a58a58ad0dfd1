import type { Database, NewDeposit } from '@timetable/persistence';
import { randomUUID } from 'node:crypto';

/** When and what `newDeposit` deposits, unless told otherwise. */
export const DEPOSITED_AT = new Date('2026-09-14T08:00:00Z');
export const DEPOSITED_SHA256 = 'ab'.repeat(32);

/** The campus that `newDeposit` is for, a cité scolaire of two establishments. */
export async function populateJaures({ sql }: Database): Promise<void> {
  await sql.run(`INSERT INTO campus (code, name) VALUES ('jaures', 'Cité Jaurès')`);
  await sql.run(`
    INSERT INTO establishment (id, campus_code, code, uai, name, time_zone, position) VALUES
      ('jaures/lycee', 'jaures', 'lycee', '0750001A', 'Lycée', 'Europe/Paris', 1),
      ('jaures/college', 'jaures', 'college', '0750002B', 'Collège', 'Europe/Paris', 2)`);
}

/** An automatic deposit for the whole campus, always of the same file at the same time, under an id of its own. */
export function newDeposit(overrides: Partial<NewDeposit> = {}): NewDeposit {
  const id = randomUUID();
  return {
    id,
    campusCode: 'jaures',
    establishmentCode: undefined,
    origin: 'automatic',
    fileName: 'EDT_2026.zip',
    sizeBytes: 12,
    sha256: DEPOSITED_SHA256,
    storageKey: `2026/09/${id}`,
    accountLogin: 'emp.marie.dupont',
    remoteAddress: '192.0.2.1',
    userAgent: 'EDT',
    receivedAt: DEPOSITED_AT,
    ...overrides,
  };
}
