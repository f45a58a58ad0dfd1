// A load of the directory on a campus that has been taught: nothing that exists is lost by it.
import { describe, expect, it } from '@jest/globals';
import type { ImportActivities } from '@timetable/activities';
import { importDirectly } from '@timetable/direct-import';
import { planVersions } from '@timetable/domain';
import {
  CurrentStateRepository,
  DirectoryRepository,
  MatchReader,
  PlanOutdated,
  type DirectoryLoad,
  type DirectoryReplacement,
} from '@timetable/persistence';
import { entDirectory, exportBytes, makeSchool, mutate } from '@timetable/generator';
import { DirectImports } from '../support/direct-imports.js';
import { ImportScenario, YEAR } from '../support/import-scenario.js';
import { ownCampus } from '../support/own-campus.js';
import { rowsOf } from '../support/rows.js';
import { RULES_SCHOOL } from '../support/rules-school.js';

type Lists = ReturnType<typeof entDirectory>;

const school = makeSchool(RULES_SCHOOL);
const FULL = entDirectory(school, { establishment: 'college' });

/** The same people and classes under other ids; a class is another one for its pupils too. */
function underOtherIds(lists: Lists, of: readonly (keyof Lists)[]): Lists {
  const other = (list: keyof Lists, id: string): string => (of.includes(list) ? `neuf-${id}` : id);
  return {
    teachers: lists.teachers.map((teacher) => ({ ...teacher, id: other('teachers', teacher.id) })),
    pupils: lists.pupils.map((pupil) => ({
      ...pupil,
      id: other('pupils', pupil.id),
      classId: other('classes', pupil.classId),
    })),
    classes: lists.classes.map((known) => ({ ...known, id: other('classes', known.id) })),
    users: lists.users.map((user) => ({ ...user, id: other('users', user.id) })),
  };
}

describe('a load of the directory', () => {
  let imports: DirectImports;

  const test = ownCampus('load', async (database, campusCode) => {
    imports = await DirectImports.create(database, campusCode, {
      now: new Date('2026-09-20T10:00:00Z'),
      establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
    });
    await load(FULL);
    await imports.importByHand(await exportBytes(school, { zip: false }));
    imports.now = new Date('2026-10-10T10:00:00Z');
    return imports;
  });

  const loadable = ({ classes, ...lists }: Partial<Lists>): DirectoryReplacement => ({
    ...lists,
    classes: classes?.map(({ id, name, establishment }) => ({
      id,
      name,
      establishmentId: `${imports.campusCode}/${establishment}`,
    })),
  });
  const tryToLoad = (lists: Partial<Lists>, confirm?: string): Promise<DirectoryLoad> =>
    new DirectoryRepository(test.database).replace(
      imports.campusCode,
      loadable(lists),
      { login: 'test', at: imports.now },
      confirm,
    );
  const load = async (lists: Partial<Lists>, confirm?: string) => {
    const done = await tryToLoad(lists, confirm);
    if (!done.loaded) throw new Error('The load was not done.');
    return done;
  };
  const rows = (sql: string) => rowsOf(test.database.sql, sql, [imports.campusCode]);

  /** All that other services may have attached something to. */
  const identities = async (): Promise<unknown> => ({
    sessions: await rows(
      'SELECT id, date, start_minute, state, rooms FROM session WHERE campus_code = $1 ORDER BY id',
    ),
    services: await rows('SELECT id FROM service WHERE campus_code = $1 AND deleted_at IS NULL ORDER BY id'),
    groups: await rows(
      'SELECT id, key FROM "group" WHERE campus_code = $1 AND deleted_at IS NULL ORDER BY id',
    ),
    memberships: await rows(
      `SELECT group_id, role, starts_on, ends_on FROM group_membership JOIN "group" ON id = group_id
        WHERE campus_code = $1 ORDER BY 1, 2, 3, 4`,
    ),
  });
  /** Every id of the directory that something refers to. */
  const references = async (): Promise<string[]> =>
    (
      await rowsOf(
        test.database.sql,
        `SELECT DISTINCT unnest(audience || teachers || classes) AS id FROM session
          WHERE campus_code = $1 AND NOT audience <@ '{}'
         UNION SELECT unnest(teachers || ARRAY[audience]) FROM service WHERE campus_code = $1
         UNION SELECT unnest(class_ids) FROM "group" WHERE campus_code = $1
         UNION SELECT person_id FROM group_membership JOIN "group" ON id = group_id WHERE campus_code = $1
         UNION SELECT class_ent_id FROM person WHERE campus_code = $1 AND class_ent_id IS NOT NULL AND present
         UNION SELECT target_id FROM match WHERE campus_code = $1 AND kind <> 'group' AND target_id IS NOT NULL`,
        [imports.campusCode],
      )
    )
      .map(({ id }) => String(id))
      .filter((id) => !id.startsWith('g:'));
  const importing = async (changed = school) => {
    const { id, outcome } = await imports.import(await exportBytes(changed, { zip: true }));
    return { outcome, ...(await imports.record(id)) };
  };
  const NO_SESSION = { sessionsCreated: 0, sessionsModified: 0, sessionsCancelled: 0, sessionsRevived: 0 };
  const NO_SERVICE = { servicesCreated: 0, servicesModified: 0, servicesRenamed: 0, servicesDeleted: 0 };
  const NO_GROUP = { groupsCreated: 0, groupsModified: 0, groupsDeleted: 0, membershipsAdded: 0 };
  const NOTHING = { ...NO_SESSION, ...NO_SERVICE, ...NO_GROUP, membershipsEnded: 0 };

  /** What the next report says of ids that a load replaced. */
  const toldOf = (of: readonly (keyof Lists)[]) => ({
    counts: Object.fromEntries(
      (
        [
          ['class', 'classes'],
          ['teacher', 'teachers'],
          ['pupil', 'pupils'],
        ] as const
      ).flatMap(([kind, list]) => (of.includes(list) ? [[kind, FULL[list].length]] : [])),
    ),
    classes: of.includes('classes')
      ? FULL.classes
          .map(({ name }) => ({ label: name, formerLabel: null }))
          .toSorted((a, b) => (a.label < b.label ? -1 : 1))
      : [],
  });

  it.each([
    ['classes', ['classes']],
    ['teachers', ['teachers']],
    ['pupils', ['pupils']],
    ['everybody at once', ['classes', 'teachers', 'pupils', 'users']],
  ] as const)(
    'under other ids for %s keeps all that exists, and the next import changes nothing',
    async (_, of) => {
      const before = await identities();
      const { counts } = await load(underOtherIds(FULL, of));
      for (const list of of)
        expect(counts[list]).toMatchObject({ replaced: FULL[list].length, created: 0, removed: 0 });
      expect(await identities()).toEqual(before);
      const former = of.flatMap((list) => FULL[list].map(({ id }) => id));
      expect((await references()).filter((id) => former.includes(id.replace(/^c:/, '')))).toEqual([]);

      const { outcome, counts: changes, replaced } = await importing();
      expect(outcome).toMatch(/^integrated/);
      expect(changes).toMatchObject(NOTHING);
      expect(await identities()).toEqual(before);
      expect(replaced).toEqual(toldOf(of));

      await load(FULL);
      expect((await references()).filter((id) => id.includes('neuf-'))).toEqual([]);
      expect((await importing()).counts).toMatchObject(NOTHING);
      expect(await identities()).toEqual(before);
      imports.now = new Date('2026-10-11T10:00:00Z');
      expect((await importing(mutate(school, 'change:4%', 3))).replaced).toEqual(toldOf([]));
    },
  );

  it('without a class for a night changes nothing, nor does the class’s return under another id', async () => {
    const before = await identities();
    const [lost, ...others] = FULL.classes;
    const { counts } = await load({ ...FULL, classes: others });
    expect(counts.classes).toMatchObject({ removed: 1, replaced: 0 });
    const meanwhile = await importing();
    expect(meanwhile.counts).toMatchObject(NOTHING);
    expect(meanwhile.unmatched['class']).toBeUndefined();
    const absentSince = expect.stringMatching(/^2026-10-10T10:00:00/);
    expect(meanwhile.absent).toEqual({
      total: 1,
      items: [{ kind: 'class', label: lost?.name, absentSince }],
    });
    const { items } = await new MatchReader(test.database).list(
      { campusCode: imports.campusCode, kind: 'class' },
      { offset: 0, limit: 10, today: '2026-10-10' },
    );
    expect(items.flatMap(({ target }) => (target?.absentSince === undefined ? [] : [target]))).toMatchObject([
      { id: lost?.id, name: lost?.name, absentSince },
    ]);
    expect(await identities()).toEqual(before);

    await load({
      ...FULL,
      classes: [
        ...others,
        { ...FULL.classes[0], id: 'revenue', establishment: 'college', name: lost?.name ?? '' },
      ],
    });
    expect((await references()).filter((id) => id === lost?.id)).toEqual([]);
    expect((await importing()).counts).toMatchObject(NOTHING);
    await load(FULL);
    expect((await importing()).counts).toMatchObject(NOTHING);
    expect(await identities()).toEqual(before);
  });

  it('that empties a list is not done before somebody confirms it, and then ends nothing', async () => {
    const before = await identities();
    const pupils = FULL.pupils.length;
    for (const list of ['pupils', 'classes', 'teachers', 'users'] as const) {
      const known = FULL[list].length;
      expect(await tryToLoad({ [list]: [] })).toEqual({
        loaded: false,
        losses: [{ list, known, received: 0, lost: known }],
      });
    }
    expect(await tryToLoad({ pupils: [] }, 'pupils:1')).toMatchObject({ loaded: false });
    expect(
      await rows('SELECT count(*)::int AS n FROM person WHERE campus_code = $1 AND NOT present'),
    ).toEqual([{ n: 0 }]);

    const { counts } = await load({ pupils: [] }, `pupils:${pupils}`);
    expect(counts.pupils).toMatchObject({ removed: pupils });
    const { outcome, counts: changes, unmatched } = await importing();
    expect(outcome).toMatch(/^integrated/);
    expect(changes).toMatchObject(NOTHING);
    expect(unmatched['pupil']).toBeUndefined();
    expect(await identities()).toEqual(before);
  });

  it('of the same 5 000 people rewrites not a single row, of the directory or of what refers to it', async () => {
    const others = Array.from({ length: 5_000 }, (_, index) => ({
      id: `p${index}`,
      lastName: `ELEVE${index}`,
      firstName: 'Zoé',
      birthDate: '2014-03-01',
      classId: FULL.classes[0]?.id ?? '',
    }));
    const lists = { ...FULL, pupils: [...FULL.pupils, ...others] };
    await load(lists);
    const TABLES = [
      'person',
      'class',
      'ent_user',
      'session',
      'service',
      '"group"',
      'match',
      'campus',
      'establishment',
    ];
    // A row that is rewritten, be it with the same values, has another address or another transaction.
    const versions = () =>
      Promise.all(
        TABLES.map((table) =>
          rowsOf(
            test.database.sql,
            `SELECT count(*)::int AS n, md5(string_agg(tableoid || ctid::text || xmin, ',' ORDER BY tableoid, ctid)) AS v FROM ${table}`,
          ),
        ),
      );
    const before = await versions();
    expect(before[0]?.[0]?.['n']).toBeGreaterThan(5_000);
    const { counts } = await load(lists);
    expect(counts.pupils).toMatchObject({ unchanged: lists.pupils.length });
    expect(await versions()).toEqual(before);
  });

  it('has a person’s decisions and deposit accounts follow, also towards who is absent', async () => {
    const [pupil] = FULL.pupils;
    await test.database.sql.run(
      `UPDATE match SET by = 'decision', target_id = $2, decided_by = 'x' WHERE (campus_code, kind, key) = (
         SELECT campus_code, kind, key FROM match WHERE campus_code = $1 AND kind = 'pupil' AND target_id = $2)`,
      [imports.campusCode, pupil?.id],
    );
    await test.database.sql.run(
      `INSERT INTO deposit_account (login, campus_code, user_ent_id, password_hash, notify)
       VALUES ($1, $2, $3, '', true)`,
      [`emp.${imports.campusCode}`, imports.campusCode, FULL.users[0]?.id],
    );
    await load(underOtherIds(FULL, ['pupils', 'users']));
    const decision = `SELECT target_id FROM match WHERE campus_code = $1 AND by = 'decision'`;
    expect(await rows(decision)).toEqual([{ target_id: `neuf-${pupil?.id ?? ''}` }]);
    expect(await rows('SELECT user_ent_id FROM deposit_account WHERE campus_code = $1')).toEqual([
      { user_ent_id: `neuf-${FULL.users[0]?.id ?? ''}` },
    ]);
    await load({ pupils: underOtherIds(FULL, ['pupils']).pupils.slice(1) });
    expect((await importing()).counts).toMatchObject(NOTHING);
    expect(await rows(decision)).toEqual([{ target_id: `neuf-${pupil?.id ?? ''}` }]);
  });

  it('has held imports planned again, unless it changes users only', async () => {
    const { id } = await imports.import(await exportBytes(mutate(school, 'change:4%', 3), { zip: true }), {
      origin: 'manual',
    });
    const [user] = FULL.users;
    if (user === undefined) throw new Error('There is no user.');
    const users = [{ ...user, firstName: 'Autre' }, ...FULL.users.slice(1)];
    expect(await load({ users })).toMatchObject({ replannedImports: [] });
    expect(await load({ ...FULL, users })).toMatchObject({ replannedImports: [] });
    expect(await load(underOtherIds(FULL, ['classes']))).toMatchObject({ replannedImports: [id] });
    expect(await imports.record(id)).toMatchObject({ status: 'received', attempt: 2 });
  });

  describe('while an import is under way', () => {
    /** The import, with a load before the named step; it takes no step twice. */
    const importingWith = async (
      step: 'planImport' | 'createGroups' | 'generateSessions' | 'concludeImport',
      act: () => Promise<unknown>,
    ) => {
      const id = await imports.deposit(await exportBytes(mutate(school, 'change:4%', 3), { zip: true }));
      const activities: ImportActivities = {
        ...imports.activities,
        [step]: async (input: never): Promise<unknown> => {
          await act();
          return imports.activities[step](input);
        },
      };
      return { id, outcome: await importDirectly(activities, id) };
    };

    it.each(['planImport', 'createGroups', 'generateSessions', 'concludeImport'] as const)(
      'before %s: the import ends well, on the new ids alone',
      async (step) => {
        const of = ['classes', 'teachers', 'pupils'] as const;
        const sessions = await rows('SELECT count(*)::int AS n FROM session WHERE campus_code = $1');
        const { outcome, id } = await importingWith(step, () => load(underOtherIds(FULL, of)));
        expect(outcome).toMatch(/^integrated/);
        const former = of.flatMap((list) => FULL[list].map((entry) => entry.id));
        expect((await references()).filter((entry) => former.includes(entry.replace(/^c:/, '')))).toEqual([]);
        // A few courses changed, as the file says; nothing besides.
        const { sessionsCreated = 0, sessionsCancelled = 0 } = (await imports.record(id)).counts;
        expect(sessionsCreated + sessionsCancelled).toBeLessThan(Number(sessions[0]?.['n']) / 5);
        const again = await importing(mutate(school, 'change:4%', 3));
        // What was planned on the new ids is what was integrated: the same file is then no news at all.
        if (step === 'planImport') expect(again.outcome).toBe('ignored');
        else expect(again.counts).toMatchObject(NOTHING);
      },
    );

    it('at the same moment as the publication: one waits for the other, whichever comes first', async () => {
      for (const round of [1, 2, 3]) {
        const lists = round % 2 === 0 ? FULL : underOtherIds(FULL, ['classes', 'teachers', 'pupils']);
        let loading: Promise<unknown> = Promise.resolve();
        const { outcome } = await importingWith('generateSessions', () => {
          loading = load(lists);
          return Promise.resolve();
        });
        await loading;
        expect(outcome).toMatch(/^(integrated|ignored)/);
        const stale = (await references()).filter((id) => id.includes('neuf-') !== (round % 2 === 1));
        expect(stale).toEqual([]);
      }
    });

    it('within the computing of its plan: the plan is refused, and computed again by the next try', async () => {
      const scenario = await ImportScenario.create(test.database, `within${imports.campusCode}`);
      const run = await scenario.begin();
      const states = new CurrentStateRepository(test.database);
      const inputs = await states.inputVersions(scenario.campusCode);
      const planned = {
        ...{ planHash: 'x', schoolYear: YEAR.label, firstOfYear: false, changes: [], closures: [] },
        ...{ thresholds: [], matches: [], counts: {} },
        planVersions: planVersions(inputs, await states.stateVersions(scenario.target())),
      };
      const save = () => scenario.plans.savePlan(run, planned, { state: 'ok', counts: {} }, scenario.now);
      await save();
      const classes = [{ id: 'c', name: '6A', establishmentId: `${scenario.campusCode}/A` }];
      const actor = { login: 'test', at: scenario.now };
      await new DirectoryRepository(test.database).replace(scenario.campusCode, { classes }, actor);
      await expect(save()).rejects.toThrow(PlanOutdated);
    });
  });
});
