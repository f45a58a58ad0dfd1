import {
  CampusRepository,
  DepositRepository,
  DirectoryRepository,
  type Database,
} from '@timetable/persistence';
import { createFileStore, storageKey } from '@timetable/storage';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SAMPLE_CLOCK, SAMPLE_PATH, SAMPLE_UAI, sampleDirectory } from './sample-school.js';

const ESTABLISHMENT = 'college';
const RECEIVED_AT = new Date(SAMPLE_CLOCK);
const ACTOR = { login: 'test', at: RECEIVED_AT };

/** A campus of one establishment, `college`, which knows everybody of the sample and awaits its first import. */
export async function declareSampleCampus(database: Database, campusCode: string): Promise<void> {
  await new CampusRepository(database).create(
    {
      code: campusCode,
      name: 'Collège de démonstration',
      academicZone: 'B',
      establishments: [
        {
          code: ESTABLISHMENT,
          uai: SAMPLE_UAI,
          name: 'Collège',
          timeZone: 'Europe/Paris',
          proposedYear: { label: '2012-2013', startsOn: '2012-09-01', endsOn: '2013-08-31' },
        },
      ],
    },
    ACTOR,
  );
  const directory = await sampleDirectory(`${campusCode}/${ESTABLISHMENT}`);
  await new DirectoryRepository(database).replace(campusCode, directory, ACTOR);
}

/**
 * The sample, as a manual upload leaves it: stored, recorded, waiting.
 * @param filesDirectory root of a disk store
 * @param establishmentCode undefined: for the whole campus
 * @returns the id of its import
 */
export async function depositSample(
  database: Database,
  filesDirectory: string,
  campusCode: string,
  establishmentCode?: string,
): Promise<string> {
  const store = createFileStore(`file:${filesDirectory}`);
  const id = randomUUID();
  const key = storageKey({ id, receivedAt: RECEIVED_AT });
  const bytes = await readFile(SAMPLE_PATH);
  const spooled = join(store.spoolDirectory, id);
  await mkdir(store.spoolDirectory, { recursive: true });
  await writeFile(spooled, bytes);
  await store.adopt(spooled, key);
  await new DepositRepository(database).record({
    id,
    campusCode,
    establishmentCode,
    origin: 'manual',
    // Of its own: the same name and bytes within ten minutes would be a retry.
    fileName: `EDT_2012_${id}.xml`,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    storageKey: key,
    accountLogin: ACTOR.login,
    remoteAddress: undefined,
    userAgent: undefined,
    receivedAt: RECEIVED_AT,
  });
  return id;
}
