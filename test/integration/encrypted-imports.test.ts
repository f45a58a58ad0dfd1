// Encrypted exports through the whole chain: what is known of them, what is the same, and what happens when a key goes.
import { describe, expect, it } from '@jest/globals';
import type { ImportActivities } from '@timetable/activities';
import { inActivityContext } from '@timetable/direct-import';
import type { ImportRun } from '@timetable/domain';
import { NO_PARTNER_KEYS } from '@timetable/formats';
import { exportBytes, type School } from '@timetable/generator';
import type { KeyObject } from 'node:crypto';
import { DirectImports } from '../support/direct-imports.js';
import { keyPair, keyRing } from '../support/key-ring.js';
import { ownCampus } from '../support/own-campus.js';
import { countRows } from '../support/rows.js';
import { smallSchool, SMALL_SCHOOL_CLOCK, xmlOf } from '../support/small-school.js';

const school = smallSchool();
const YEAR = { label: '2026-2027', startsOn: '2026-08-31', endsOn: '2027-07-31' };
const [ours, next] = [keyPair(), keyPair()];
/** As EDT does by itself: each has a key of its own, so no two are alike. */
const encrypted = (of: School = school, { publicKey } = ours, zip = false): Promise<Buffer> =>
  exportBytes(of, { zip, partners: [{ name: 'ENT-NORD', publicKey }] });

let imports: DirectImports;
let keys: Record<string, KeyObject[]>;
const test = ownCampus('chiffre', async (database, campusCode) => {
  keys = { 'ENT-NORD': [ours.privateKey] };
  imports = await DirectImports.create(database, campusCode, {
    now: new Date(SMALL_SCHOOL_CLOCK),
    partnerKeys: keyRing(keys),
    establishments: [{ code: 'college', uai: school.uai, proposedYear: YEAR }],
  });
  await imports.know({ school, establishment: 'college' });
  return imports;
});

const sessions = () => countRows(test.database.sql, `session WHERE campus_code = $1`, [imports.campusCode]);

describe('An encrypted export', () => {
  it('becomes sessions, and its report says which program wrote it, where and when', async () => {
    const before = Date.now();
    const record = await imports.importByHand(await encrypted());
    expect(record).toMatchObject({
      status: expect.stringMatching(/^integrated/),
      format: 'edt',
      software: 'EDT Monoposte 2026 - 0.1.2',
      exportedBy: 'ÉTABLISSEMENT DE DÉMONSTRATION, 99000 FICTIVILLE',
    });
    expect(record.exportedAt?.getTime()).toBeGreaterThanOrEqual(before);
    expect(await sessions()).toBeGreaterThan(500);
  });

  it('says where it comes from when it is refused too', async () => {
    keys['ENT-NORD'] = [next.privateKey];
    const { id, outcome } = await imports.import(await encrypted());
    expect(outcome).toBe('rejected');
    expect(await imports.record(id)).toMatchObject({
      messageCode: 'encrypted_key_unusable',
      nextActor: 'depositor',
      software: 'EDT Monoposte 2026 - 0.1.2',
      exportedBy: 'ÉTABLISSEMENT DE DÉMONSTRATION, 99000 FICTIVILLE',
      exportedAt: expect.any(Date),
    });
  });

  it('is the same content whenever the timetable inside is, however it is packed and for whichever key', async () => {
    await imports.importByHand(await encrypted());
    keys['ENT-NORD'] = [next.privateKey, ours.privateKey];
    const again = [
      await encrypted(),
      await encrypted(school, next),
      await encrypted(school, ours, true),
      await xmlOf(school),
    ];
    for (const bytes of again) {
      const { id, outcome } = await imports.import(bytes);
      expect(outcome).toBe('ignored');
      expect(await imports.record(id)).toMatchObject({ messageCode: 'same_content' });
    }
    const other = await imports.import(await encrypted(smallSchool({ seed: 4 })));
    expect(other.outcome).not.toBe('ignored');
  });
});

describe('A key that is gone', () => {
  const failure = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'none',
      (error: unknown) => error,
    );
  const MISSING = { type: 'Unavailable.PartnerKey', nonRetryable: false };
  const worker = (): ImportActivities => inActivityContext(imports.worker());
  const keylessWorker = (): ImportActivities => inActivityContext(imports.worker(NO_PARTNER_KEYS));

  async function claimed(id: string, attempt = 1): Promise<{ run: ImportRun }> {
    const claim = await worker().takeCharge({ importId: id, attempt });
    if (!claim.taken) throw new Error(`${id} is ${claim.status}`);
    return { run: claim.run };
  }

  it('between validation and plan is no fault of the file: nothing is written, and the plan is tried again', async () => {
    const input = await claimed(await imports.deposit(await encrypted(), { origin: 'manual' }));
    expect(await worker().validateDeposit(input)).toMatchObject({ verdict: 'accepted' });
    expect(await failure(keylessWorker().planImport(input))).toMatchObject(MISSING);
    expect(await sessions()).toBe(0);
    expect(await worker().planImport(input)).toMatchObject({ verdict: 'held' });
  });

  it('between plan and publication leaves what there was, whole, until it is back', async () => {
    await imports.importByHand(await encrypted());
    const before = await sessions();
    const input = await claimed(await imports.deposit(await encrypted(smallSchool({ seed: 4 }))));
    expect(await worker().validateDeposit(input)).toMatchObject({ verdict: 'accepted' });
    const { plan } = await worker().planImport(input);
    // What a crash of the database leaves of unlogged tables.
    await test.database.sql.run('TRUNCATE session_staging, session_diff, membership_staging, staged_part');
    const planned = { ...input, plan };
    expect(await keylessWorker().createGroups(planned)).toMatchObject({ state: 'ok' });
    expect(await failure(keylessWorker().generateSessions(planned))).toMatchObject(MISSING);
    expect(await sessions()).toBe(before);
    expect(await worker().generateSessions(planned)).toMatchObject({ state: 'ok' });
    expect(await sessions()).toBeGreaterThan(before);
  });

  it('before an approval interrupts the import, says what to do, and lets it go on once it is back', async () => {
    const { id } = await imports.import(await encrypted(), { origin: 'manual' });
    keys['ENT-NORD'] = [next.privateKey];
    expect(await failure(imports.approve(id))).toMatchObject(MISSING);
    const { attempt } = await imports.record(id);
    await worker().markInterrupted({ ...(await claimed(id, attempt)), code: 'partner_key_missing' });
    expect(await imports.record(id)).toMatchObject({
      status: 'interrupted',
      messageCode: 'partner_key_missing',
      message: expect.stringMatching(
        /la clé qui l’avait ouvert n’est plus dans l’ENT.*Le fichier est conservé/,
      ),
      nextActor: 'operator',
    });
    expect(await sessions()).toBe(0);
    expect(await failure(imports.retry(id))).toMatchObject(MISSING);
    const again = await imports.record(id);
    await worker().markInterrupted({ ...(await claimed(id, again.attempt)), code: 'partner_key_missing' });
    keys['ENT-NORD'] = [next.privateKey, ours.privateKey];
    expect(await imports.retry(id)).toMatch(/^integrated/);
    expect(await sessions()).toBeGreaterThan(500);
  });
});
