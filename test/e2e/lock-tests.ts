// One import at a time per establishment, in a cité scolaire of two: what is locked meanwhile, what is not, and the order.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { DepositCredentials, ImportDetail } from '@timetable/contracts';
import { mutate, type School } from '@timetable/generator';
import { importWorkflowId } from '@timetable/workflows/messages';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { textAt } from '../support/json-at.js';
import { once } from '../support/once.js';
import { Pauses } from '../support/pause-points.js';
import { ProductCampus } from '../support/product-campus.js';
import type { RunningProduct } from '../support/product.js';
import { ReadySchool } from '../support/ready-school.js';
import { SECRETARY, smallDirectory, smallSchool, zipOf } from '../support/small-school.js';
import { until } from '../support/until.js';

const INTEGRATED = expect.stringMatching(/^integrated/);
const college = smallSchool();
const lycee = smallSchool({ uai: '9990002Y', seed: 11 });

/** @param shared after every other test: Temporal forgets everything */
export function lockTests(shared: { readonly product: RunningProduct }): void {
  let product: RunningProduct;
  let campus: ProductCampus;
  let account: DepositCredentials;

  beforeAll(async () => {
    ({ product } = shared);
    const [first, second] = [smallDirectory(college), smallDirectory(lycee, 'lycee')];
    campus = await ProductCampus.declare(product, {
      code: 'cite',
      uai: college.uai,
      others: [{ code: 'lycee', uai: lycee.uai }],
      directory: {
        teachers: [...first.teachers, ...second.teachers],
        pupils: [...first.pupils, ...second.pupils],
        classes: [...first.classes, ...second.classes],
        users: first.users,
      },
    });
    for (const [place, school] of [
      [campus, college],
      [campus.at('lycee'), lycee],
    ] as const) {
      const { status, message } = await place.importFirst(await zipOf(school), 'EDT_first.zip');
      if (!status.startsWith('integrated')) throw new Error(message ?? status);
    }
    account = await campus.createAccount(SECRETARY);
  });

  const push = async (fileName: string, school: School, establishment: string): Promise<string> =>
    campus.push({ fileName, bytes: await zipOf(mutate(school, 'change:5%', 4)), account }, establishment);

  describe('Two establishments of a campus, imported side by side', () => {
    let ids: { college: string; lycee: string; wide: string; after: string };
    let pauses: Pauses;

    beforeAll(async () => {
      pauses = await Pauses.open(product.description.databaseUrl);
      await pauses.hold('cite', 'thresholds');
      const first = await push('EDT_college.zip', college, 'college');
      const second = await push('EDT_lycee.zip', lycee, 'lycee');
      await until(async () => ((await bothLocked()) ? true : undefined), { what: 'both imports' });
      await pauses.reached('thresholds');
      ids = { college: first, lycee: second, wide: '', after: '' };
    });

    it('lock the gestion de vie scolaire, each of its own, with who, since when and which step', async () => {
      const locked = await campus.call('PUT', '/establishments/cite/college/closures', { closures: [] });
      expect(locked).toMatchObject({
        status: 423,
        body: { code: 'locked', importId: ids.college, step: 'thresholds', by: account.login },
      });
      const said = textAt(locked.body, 'detail').replaceAll(/\s/g, ' ');
      expect(said).toMatch(
        /^Un import est en cours pour cet établissement depuis le mardi 6 octobre 2026 à \d+ h \d\d /,
      );
      expect(said).toContain(` (déposé par ${account.login}, étape « Vérification des seuils »).`);
      const [session] = await campus.sessions('2027-03-01', '2027-03-31');
      const year = { startsOn: '2027-09-01', endsOn: '2028-07-07' };
      for (const [method, path, body] of [
        ['PUT', '/establishments/cite/lycee/closures', { closures: [] }],
        ['PUT', '/campuses/cite/matches/teacher/x', { targetId: null }],
        ['POST', '/campuses/cite/school-year', year],
        ['PATCH', `/establishments/cite/college/sessions/${session?.id ?? ''}`, { rooms: ['B12'] }],
      ] as const)
        expect([path, (await campus.call(method, path, body)).status]).toEqual([path, 423]);
    });

    it('leave everything else at work: reading, thresholds, accounts, new deposits', async () => {
      expect((await campus.sessions('2026-10-01', '2026-10-31')).length).toBeGreaterThan(0);
      for (const [method, path, body] of [
        ['GET', '/campuses/cite/imports', undefined],
        ['GET', '/establishments/cite/college/groups', undefined],
        ['PUT', '/campuses/cite/thresholds', [{ code: 'subjects_created', limit: 45, blocking: true }]],
        ['PATCH', `/campuses/cite/deposit-accounts/${account.login}`, { notify: false }],
      ] as const)
        expect([path, (await campus.call(method, path, body)).status]).toEqual([path, 200]);
    });

    it('tell whoever launches another import how many run, and its place', async () => {
      const bytes = new Uint8Array(await zipOf(college));
      const accepted = await product.api.upload('cite', bytes, 'EDT_cite.zip');
      expect(accepted).toMatchObject({ status: 'received', runningEstablishments: 2, queuePosition: 2 });
      expect(accepted.message).toContain('2 établissements sont déjà en cours d’importation.');
      ids = {
        ...ids,
        wide: accepted.id,
        after: await push('EDT_after.zip', mutate(college, 'change:9%', 5), 'college'),
      };
    });

    it('end before the file for the whole campus begins, and later files wait behind it', async () => {
      await pauses.release();
      const [first, second, wide, after] = await Promise.all(
        [ids.college, ids.lycee, ids.wide, ids.after].map((id) => campus.settled(id)),
      );
      expect([first?.status, second?.status, after?.status]).toEqual([INTEGRATED, INTEGRATED, INTEGRATED]);
      // It has no class of the lycée, whose timetable the ENT has.
      expect(wide).toMatchObject({ status: 'rejected', messageCode: 'establishment_missing' });
      const begun = (detail?: ImportDetail): string => detail?.steps[1]?.startedAt ?? '';
      expect(begun(wide) >= (first?.endedAt ?? '~')).toBe(true);
      expect(begun(wide) >= (second?.endedAt ?? '~')).toBe(true);
      expect(begun(after) >= (wide?.endedAt ?? '~')).toBe(true);
      expect([await campus.isLocked(), await campus.at('lycee').isLocked()]).toEqual([false, false]);
    });
  });

  const bothLocked = async (): Promise<boolean> =>
    (await campus.isLocked()) && (await campus.at('lycee').isLocked());

  /** As an operator has it. */
  async function inTemporal<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const { temporalAddress: address, temporalNamespace: namespace } = product.description;
    const connection = await Connection.connect({ address });
    try {
      return await work(new Client({ connection, namespace }));
    } finally {
      await connection.close();
    }
  }

  describe('A file for the whole campus whose workflow Temporal has lost', () => {
    it('gives way to the file of one establishment that came meanwhile, and frees the other', async () => {
      const pauses = await Pauses.open(product.description.databaseUrl);
      await pauses.hold('cite', 'validation');
      const bytes = new Uint8Array(await zipOf(college));
      const { id: wide } = await product.api.upload('cite', bytes, 'EDT_lost.zip');
      await pauses.reached('validation');
      const later = await push('EDT_later.zip', mutate(college, 'change:7%', 6), 'college');
      await loseTemporal(importWorkflowId({ campusCode: 'cite', importId: wide, attempt: 1 }));
      await pauses.release();
      expect((await campus.settled(later)).status).toEqual(INTEGRATED);
      expect(await campus.settled(wide)).toMatchObject({
        ...{ status: 'superseded', supersededBy: later, attempt: 2 },
      });
      expect([await campus.isLocked(), await campus.at('lycee').isLocked()]).toEqual([false, false]);
    });

    /** Its database is another, empty one: the worker sees nothing of the change. */
    async function loseTemporal(lostWorkflowId: string): Promise<void> {
      // Stopped by the product it would first let the import come to its end.
      const worker = await product.pid('worker');
      if (worker === undefined) throw new Error('The worker does not run.');
      process.kill(worker, 'SIGSTOP');
      try {
        for (const suffix of ['', '-wal', '-shm'])
          await rm(join(product.dataDirectory, `temporal/temporal.db${suffix}`), { force: true });
        await product.killPart('temporal');
        const isLost = (): Promise<true | undefined> =>
          inTemporal(({ workflow }) => workflow.getHandle(lostWorkflowId).describe()).then(
            () => undefined,
            (error: unknown) => error instanceof WorkflowNotFoundError || undefined,
          );
        await until(isLost, { what: 'another Temporal' });
      } finally {
        process.kill(worker, 'SIGCONT');
      }
    }
  });

  describe('A workflow stopped by hand in Temporal', () => {
    const ways = ['terminate', 'cancel'] as const;
    const campusOf = (way: (typeof ways)[number]): string => `stopped-by-${way}`;
    const stopped = once(async () => {
      const pauses = await Pauses.open(product.description.databaseUrl);
      const schools = await Promise.all(ways.map((way) => ReadySchool.declare(product, campusOf(way))));
      const ids = await Promise.all(
        schools.map(async (school) => {
          await pauses.hold(school.campus.code, 'thresholds');
          const id = await school.push('EDT_stopped.zip', 'change:10%');
          await until(async () => (await school.campus.isLocked()) || undefined, { what: 'the lock' });
          return id;
        }),
      );
      await pauses.reached('thresholds');
      await stopByHand(ids);
      await pauses.release();
      return Promise.all(
        schools.map(async (school, index) => ({
          school,
          detail: await school.campus.settled(ids[index] ?? ''),
        })),
      );
    });

    /** Each in its own way. */
    const stopByHand = (ids: readonly string[]): Promise<void> =>
      inTemporal(async ({ workflow }) => {
        for (const [index, way] of ways.entries()) {
          const campusCode = campusOf(way);
          const importId = ids[index] ?? '';
          await workflow.getHandle(importWorkflowId({ campusCode, importId, attempt: 1 }))[way]();
        }
      });

    it.each([
      ['terminate', 'interrupted', 'L’import a été arrêté depuis Temporal avant sa fin.'],
      ['cancel', 'cancelled', 'Annulé depuis Temporal avant d’avoir rien changé dans l’ENT.'],
    ] as const)(
      'is noticed by itself (%s): its school is free, its import is %s, says so and can be sent again',
      async (way, status, message) => {
        const found = (await stopped()).find(({ school }) => school.campus.code === campusOf(way));
        if (found === undefined) throw new Error(way);
        const { school, detail } = found;
        expect(detail).toMatchObject({ status, message: expect.stringContaining(message) });
        expect(await school.campus.isLocked()).toBe(false);
        expect((await school.campus.decide(detail.id, 'retry')).status).toBe(202);
        expect(await school.campus.settled(detail.id)).toMatchObject({ status: INTEGRATED, attempt: 2 });
      },
    );
  });
}
