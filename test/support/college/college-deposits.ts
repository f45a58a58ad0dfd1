import {
  CampusRepository,
  DepositRepository,
  DirectoryRepository,
  type Database,
} from '@timetable/persistence';
import { createFileStore, storageKey } from '@timetable/storage';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { campusDirectory } from './campus-directory.js';
import { BEFORE_THE_YEAR, type CollegeExport } from './college.js';

const ESTABLISHMENT = 'college';
const RECEIVED_AT = new Date(BEFORE_THE_YEAR);
const ACTOR = { login: 'test', at: RECEIVED_AT };

/** A campus of one establishment, `college`, which knows everybody of the export and awaits its first import. */
export async function declareCollege(
  database: Database,
  campusCode: string,
  college: CollegeExport,
): Promise<void> {
  await new CampusRepository(database).create(
    {
      code: campusCode,
      name: 'Collège de démonstration',
      academicZone: 'B',
      establishments: [
        {
          code: ESTABLISHMENT,
          uai: college.uai,
          name: 'Collège',
          timeZone: 'Europe/Paris',
          proposedYear: { label: '2012-2013', startsOn: '2012-09-01', endsOn: '2013-08-31' },
        },
      ],
    },
    ACTOR,
  );
  const directory = campusDirectory(campusCode, (await college.load()).directory(ESTABLISHMENT));
  await new DirectoryRepository(database).replace(campusCode, directory, ACTOR);
}

/**
 * The export, as a manual upload leaves it: stored, recorded, waiting.
 * @param filesDirectory root of a disk store
 * @returns the id of its import
 */
export async function depositCollege(
  database: Database,
  filesDirectory: string,
  campusCode: string,
  college: CollegeExport,
): Promise<string> {
  const store = createFileStore(`file:${filesDirectory}`);
  const id = randomUUID();
  const key = storageKey({ id, receivedAt: RECEIVED_AT });
  const bytes = Buffer.from((await college.load()).xml);
  const spooled = join(store.spoolDirectory, id);
  await mkdir(store.spoolDirectory, { recursive: true });
  await writeFile(spooled, bytes);
  await store.adopt(spooled, key);
  await new DepositRepository(database).record({
    id,
    campusCode,
    establishmentCode: ESTABLISHMENT,
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
