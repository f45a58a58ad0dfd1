import { describe, expect, it } from '@jest/globals';
import type { Change, ImportRun, StatedMembership } from '@timetable/domain';
import { CurrentStateRepository, FencedError, openDatabase, PlanRepository } from '@timetable/persistence';
import { setTimeout } from 'node:timers/promises';
import { ImportScenario, YEAR, type ImportContent } from '../support/import-scenario.js';
import { ownScenario } from '../support/own-campus.js';
import { createTestDatabase } from '../support/postgres.js';
import { firstRow, rowsOf } from '../support/rows.js';
import { sessionDraft } from '../support/session-draft.js';

const own = ownScenario('pub', ['A', 'B']);

const all = (sql: string) => rowsOf(own.database.sql, sql, [own.scenario.campusCode]);
const idsOf = (code = 'A') => [`${own.scenario.campusCode}/${code}`];
const current = (on = '2026-10-01') =>
  new CurrentStateRepository(own.database).loadCurrentState(
    own.scenario.target(),
    { ...YEAR, state: 'awaiting_first_import' },
    on,
  );

const yearOfA = () =>
  all(`SELECT state, starts_on AS from, ends_on AS to FROM school_year WHERE establishment_id = $1 || '/A'`);

const subject = (type: Change['type'], key: string, label = key): Change => {
  const record = { key, code: key, label };
  return {
    kind: 'subject',
    type,
    key,
    label,
    ...(type === 'deleted' ? { before: record } : { after: record }),
  };
};
type ServiceChange = Extract<Change, { kind: 'service' }>;
const service = (type: Change['type'], subjectKey: string, teachers: string[]): ServiceChange => {
  const record = {
    subjectKey,
    audience: 'c:6A',
    teachers,
    yearlyMinutes: 3600,
    taughtDays: [],
    establishmentIds: idsOf(),
  };
  return {
    ...{ kind: 'service', type, key: `${subjectKey}|c:6A`, label: subjectKey },
    ...(type === 'created' ? {} : { before: { ...record, teachers: ['T1'] } }),
    ...(type === 'deleted' ? {} : { after: record }),
  };
};
const group = (type: Change['type'], key: string, name = key): Change => {
  const record = { key, name, establishmentIds: idsOf(), classIds: ['6A'] };
  return {
    kind: 'group',
    type,
    key,
    label: name,
    ...(type === 'deleted' ? { before: record } : { after: record }),
  };
};
const member = (groupKey: string, personId: string, period: Partial<StatedMembership> = {}) => ({
  ...{ groupKey, personId, role: 'pupil' as const, startsOn: YEAR.startsOn, endsOn: '2027-07-03' },
  ...period,
});

const FIRST = (): ImportContent => ({
  firstOfYear: true,
  changes: [subject('created', 'MATHS'), service('created', 'MATHS', ['T1']), group('created', 'G1')],
  memberships: [member('G1', 'P1'), member('G1', 'P2')],
  fileClosures: [{ startsOn: '2026-10-19', endsOn: '2026-11-01' }],
  sessions: [sessionDraft({ establishmentIds: idsOf() })],
});

describe('the publication', () => {
  it('opens the school year with the file’s dates and writes everything', async () => {
    const { published } = await own.scenario.integrate({
      ...FIRST(),
      changes: [...(FIRST().changes ?? []), { kind: 'closure', type: 'created', key: '', label: '' }],
    });
    expect(published).toMatchObject({ sessionsCreated: 1, membershipsAdded: 2 });
    expect(await yearOfA()).toEqual([{ state: 'open', from: '2026-09-02', to: '2027-07-03' }]);
    expect(await current()).toMatchObject({
      subjects: [{ key: 'MATHS', imported: true }],
      services: [{ subjectKey: 'MATHS', audience: 'c:6A', teachers: ['T1'], yearlyMinutes: 3600 }],
      closures: [{ startsOn: '2026-10-19', endsOn: '2026-11-01' }],
      groups: [{ key: 'G1', name: 'G1', pupilIds: ['P1', 'P2'] }],
    });
    expect(
      await all('SELECT state FROM school_year WHERE establishment_id LIKE $1 || $$/%$$ ORDER BY 1'),
    ).toEqual([{ state: 'awaiting_first_import' }, { state: 'open' }]);
  });

  it('keeps the dates that a manager decided', async () => {
    await all(`UPDATE school_year SET dates_decided = true WHERE establishment_id = $1 || '/A'`);
    await own.scenario.integrate(FIRST());
    expect(await yearOfA()).toEqual([{ state: 'open', from: YEAR.startsOn, to: YEAR.endsOn }]);
  });

  it('answers the same counts and writes nothing when its answer was lost and it is asked again', async () => {
    const run = await own.scenario.begin();
    await own.scenario.plan(run, FIRST());
    const once = await own.scenario.publish(run, FIRST());
    const snapshot = () =>
      all(`SELECT (SELECT array_agg(xmin::text ORDER BY id) FROM session WHERE campus_code = $1) AS sessions,
                  (SELECT array_agg(establishment.xmin::text) FROM establishment WHERE campus_code = $1) AS versions`);
    const before = await snapshot();
    expect(await own.scenario.publish(run, FIRST())).toEqual(once);
    expect(await own.scenario.plans.isPublished(run)).toBe(true);
    expect(await snapshot()).toEqual(before);
  });

  it('applies changes, deletions and renames, and forgets nothing that a roll-back needs', async () => {
    await own.scenario.integrate(FIRST());
    const [before] = await all('SELECT id FROM session WHERE campus_code = $1');
    own.scenario.now = new Date('2026-10-12T10:00:00Z');
    const { run } = await own.scenario.integrate({
      changes: [
        subject('modified', 'MATHS', 'Mathématiques'),
        subject('created', 'LATIN'),
        service('modified', 'MATHS', ['T1', 'T2']),
        group('renamed', 'G1', 'Groupe 1'),
      ],
      memberships: [member('G1', 'P1')],
      sessions: [sessionDraft({ establishmentIds: idsOf(), rooms: ['202'] })],
    });
    expect(await current()).toMatchObject({
      subjects: [{ key: 'LATIN' }, { key: 'MATHS', label: 'Mathématiques' }],
      services: [{ teachers: ['T1', 'T2'] }],
      groups: [{ key: 'G1', name: 'Groupe 1', pupilIds: ['P1', 'P2'] }],
    });
    const kept = await rowsOf(
      own.database.sql,
      `SELECT type, key, label, before -> 'rooms' AS was, after -> 'rooms' AS is FROM import_change
        WHERE import_id = $1 AND kind = 'session'`,
      [run.importId],
    );
    expect(kept).toEqual([
      {
        type: 'modified',
        key: before?.['id'],
        label: 'Mathématiques · 03/11/2026 08:00',
        was: ['101'],
        is: ['202'],
      },
    ]);

    await own.scenario.integrate({
      changes: [subject('deleted', 'MATHS'), service('deleted', 'MATHS', ['T1']), group('deleted', 'G1')],
    });
    expect(await current()).toMatchObject({ subjects: [{ key: 'LATIN' }], services: [], groups: [] });
  });

  it('leaves one row of a service whose class was matched since', async () => {
    const unmatched = { ...service('created', 'MATHS', ['T1']), key: 'MATHS|c:?6a' };
    const before = {
      subjectKey: 'MATHS',
      audience: 'c:?6a',
      teachers: ['T1'],
      yearlyMinutes: 3600,
      taughtDays: [],
    };
    const record = { ...before, establishmentIds: idsOf() };
    await own.scenario.integrate({ ...FIRST(), changes: [{ ...unmatched, after: record }] });

    await own.scenario.integrate({
      changes: [{ ...service('renamed', 'MATHS', ['T1']), before: record }],
    });

    expect((await current()).services).toMatchObject([{ subjectKey: 'MATHS', audience: 'c:6A' }]);
  });

  it('keeps the ids of two services whose classes were swapped', async () => {
    const of = (audience: string, teacher: string) => {
      const change = service('created', 'MATHS', [teacher]);
      if (change.after === undefined) throw new Error('A service that is created has a record.');
      return { ...change, after: { ...change.after, audience } };
    };
    const [six, five] = [of('c:6A', 'T1'), of('c:5A', 'T2')];
    await own.scenario.integrate({ firstOfYear: true, changes: [six, five] });
    const ids = () => all(`SELECT id, teachers FROM service WHERE campus_code = $1 ORDER BY teachers`);
    const before = await ids();
    await own.scenario.integrate({
      changes: [
        { ...six, type: 'renamed', before: six.after, after: of('c:5A', 'T1').after },
        { ...five, type: 'renamed', before: five.after, after: of('c:6A', 'T2').after },
      ],
    });
    expect(await ids()).toEqual(before);
    expect((await current()).services).toMatchObject([
      { audience: 'c:5A', teachers: ['T1'] },
      { audience: 'c:6A', teachers: ['T2'] },
    ]);
  });

  it('replaces the imported closures by the file’s, and never those of a manager', async () => {
    const closures = (...runs: [string, string][]): ImportContent => ({
      changes: [{ kind: 'closure', type: 'deleted', key: '', label: '' }],
      fileClosures: runs.map(([startsOn, endsOn]) => ({ startsOn, endsOn })),
    });
    await all(`INSERT INTO closure (establishment_id, school_year, starts_on, ends_on, source)
               VALUES ($1 || '/A', '2026-2027', '2026-12-21', '2027-01-03', 'manual')`);
    await own.scenario.integrate(closures(['2026-10-19', '2026-11-01'], ['2026-12-21', '2027-01-03']));
    const stored = () =>
      all(
        `SELECT starts_on AS from, ends_on AS to, source FROM closure WHERE establishment_id = $1 || '/A' ORDER BY 1`,
      );
    const holidays = { from: '2026-12-21', to: '2027-01-03', source: 'manual' };
    expect(await stored()).toEqual([{ from: '2026-10-19', to: '2026-11-01', source: 'import' }, holidays]);
    await own.scenario.integrate(closures(['2026-10-19', '2026-10-25']));
    expect(await stored()).toEqual([{ from: '2026-10-19', to: '2026-10-25', source: 'import' }, holidays]);
  });

  it('creates the lessons that were cancelled before as cancelled, and leaves them so', async () => {
    const planned = sessionDraft({ establishmentIds: idsOf() });
    const cancelled = { ...planned, date: '2026-11-10', isCancelled: true as const };
    const sessions = () => all('SELECT id, date, state FROM session WHERE campus_code = $1 ORDER BY date');
    const first = await own.scenario.integrate({ firstOfYear: true, sessions: [planned, cancelled] });
    expect(first.published).toMatchObject({ sessionsCreated: 2, sessionsCancelled: 0 });
    const before = await sessions();
    expect(before).toMatchObject([{ state: 'planned' }, { date: '2026-11-10', state: 'cancelled' }]);
    const again = await own.scenario.integrate({ sessions: [planned] });
    expect(again.diff).toMatchObject({ created: 0, cancelled: 0, revived: 0, unchanged: 1 });
    expect(await sessions()).toEqual(before);
  });

  it('leaves alone what has started since the plan', async () => {
    await own.scenario.integrate({
      firstOfYear: true,
      sessions: [sessionDraft({ establishmentIds: idsOf() })],
    });
    const run = await own.scenario.begin();
    await own.scenario.plan(run, { sessions: [sessionDraft({ establishmentIds: idsOf(), rooms: ['202'] })] });
    own.scenario.now = new Date('2026-11-03T06:50:00Z');
    expect(await own.scenario.publish(run, {})).toMatchObject({ sessionsModified: 0 });
    expect(await all('SELECT rooms FROM session WHERE campus_code = $1')).toEqual([{ rooms: ['101'] }]);
  });

  it('is refused to an attempt whose fence was taken over', async () => {
    const stale = await own.scenario.begin();
    await own.scenario.plan(stale, FIRST());
    await own.scenario.begin();
    await expect(own.scenario.publish(stale, FIRST())).rejects.toThrow(FencedError);
    expect(await all('SELECT FROM session WHERE campus_code = $1')).toEqual([]);
  });

  it('leaves nothing when its connection is cut in the middle, and succeeds when tried again', async () => {
    const sessions = Array.from({ length: 3000 }, (_, index) =>
      sessionDraft({ establishmentIds: idsOf(), classes: [`class ${index}`] }),
    );
    const run = await own.scenario.begin();
    await own.scenario.plan(run, { ...FIRST(), sessions });
    expect(await publishAndCut(run)).toMatch(/terminating connection/);
    expect((await current()).subjects).toEqual([]);
    expect(await all('SELECT FROM session WHERE campus_code = $1')).toEqual([]);
    expect(await own.scenario.publish(run, FIRST())).toMatchObject({ sessionsCreated: 3000 });
  });

  /** A publication by another process, cut while it waits for a row that we hold; returns its error. */
  async function publishAndCut(run: ImportRun): Promise<string> {
    const other = await openDatabase(own.url, { poolSize: 1, applicationName: 'to cut' });
    const error = await own.database.transaction(async (tx) => {
      await tx.run('SELECT FROM establishment WHERE campus_code = $1 FOR UPDATE', [own.scenario.campusCode]);
      const publishing = new PlanRepository(other)
        .publish(
          run,
          {
            ...{ target: own.scenario.target(), schoolYear: YEAR.label, fileYear: YEAR, firstOfYear: true },
            ...{ frozenBefore: undefined, on: YEAR.startsOn },
          },
          own.scenario.now,
        )
        .then(() => 'published', String);
      const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE application_name = 'to cut' AND wait_event_type = 'Lock'`;
      while ((await firstRow(own.database.sql, cut)) === undefined) await setTimeout(20);
      return publishing;
    });
    await other.close();
    return error;
  }

  it('shows readers all of an import or nothing of it', async () => {
    const version = (room: string): ImportContent => ({
      sessions: Array.from({ length: 500 }, (_, index) =>
        sessionDraft({ establishmentIds: idsOf(), classes: [`class ${index}`], rooms: [room] }),
      ),
    });
    await own.scenario.integrate({ ...version('v0'), firstOfYear: true });
    const reading = { goesOn: true };
    const seen = (async () => {
      const states = new Set<string>();
      while (reading.goesOn) {
        const rows = await all(
          `SELECT rooms[1] AS room, count(*)::int AS n FROM session WHERE campus_code = $1 GROUP BY 1`,
        );
        states.add(rows.map(({ room, n }) => `${String(room)} ${String(n)}`).join(', '));
      }
      return states;
    })();
    for (const room of ['v1', 'v2', 'v3']) await own.scenario.integrate(version(room));
    reading.goesOn = false;
    for (const state of await seen) expect(state).toMatch(/^v\d 500$/);
  });

  it('makes room for a new year once, when several campuses begin it at the same time', async () => {
    const fresh = await createTestDatabase();
    const scenarios = await Promise.all(
      ['one', 'two', 'three', 'four'].map((code) => ImportScenario.create(fresh.database, code)),
    );
    await Promise.all(
      scenarios.map((one) => one.integrate({ sessions: [sessionDraft()], firstOfYear: true })),
    );
    expect(await rowsOf(fresh.database.sql, 'SELECT campus_code FROM session_y2026_2027')).toHaveLength(4);
    await fresh.drop();
  });

  it('asks for the staging again when the server has lost it', async () => {
    const run = await own.scenario.begin();
    expect(await own.scenario.plans.isStaged(run)).toBe(false);
    await own.scenario.plan(run, FIRST());
    expect(await own.scenario.plans.isStaged(run)).toBe(true);
    await own.database.sql.run('TRUNCATE session_staging, session_diff, membership_staging, staged_part');
    expect(await own.scenario.plans.isStaged(run)).toBe(false);
  });

  it('compares memberships before anything is visible', async () => {
    const run = await own.scenario.begin();
    await own.scenario.plan(run, FIRST());
    const { memberships } = await own.scenario.plans.compare(run, {
      ...{ target: own.scenario.target(), schoolYear: YEAR.label, on: '2026-10-01', firstOfYear: false },
      ...{ frozenBefore: undefined, now: own.scenario.now, fileClosures: [], keptClosures: [] },
    });
    expect(memberships).toEqual({
      ...{ membershipsAdded: 2, membershipsEnded: 0, membershipsModified: 0, membershipsUnchanged: 0 },
      ...{ pupilsCurrent: 0, pupilsEnded: 0 },
    });
    expect((await current()).groups).toEqual([]);
  });
});
