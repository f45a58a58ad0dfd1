// Every number of a report, in JSON and on its page, against what the tables were before and after, and against the school.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importReportSchema, type ImportReport } from '@timetable/contracts';
import { normaliseName } from '@timetable/domain';
import {
  entDirectory,
  expectedSessions,
  exportBytes,
  makeSchool,
  mutate,
  type School,
} from '@timetable/generator';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../../support/api.js';
import { DirectImports } from '../../support/direct-imports.js';
import { movedInThePast } from '../../support/moved-in-the-past.js';
import { RULES_SCHOOL } from '../../support/rules-school.js';
import { difference, type Rows } from '../../support/row-difference.js';

const EDITED = z.object({ id: z.string() });
const CONTENT = z.object({ key: z.string(), content: z.record(z.string(), z.unknown()) });

const CAMPUS = 'BILAN';
/** A Saturday: every session is either of a day before or of a day after. */
const TODAY = '2026-10-10';
const STRANGERS = { teachers: 1, pupils: 3 };

const school = makeSchool(RULES_SCHOOL);
const changed = ['change:6%', 'rename-groups', 'add-subjects:2', 'drop-courses:3%'].reduce(
  (result, mutation) => mutate(result, mutation, 4),
  school,
);

let api: TestApi;
let imports: DirectImports;
let report: ImportReport;
let page: string;
let before: Tables;
let after: Tables;
let edited: readonly string[];

beforeAll(async () => {
  api = await startTestApi();
  imports = await DirectImports.create(api.database, CAMPUS, {
    now: new Date('2026-09-20T10:00:00Z'),
    establishments: [{ code: 'college', uai: school.uai, proposedYear: RULES_SCHOOL.year }],
  });
  await imports.replaceDirectory([
    entDirectory(school, {
      establishment: 'college',
      unknownTeachers: STRANGERS.teachers,
      unknownPupils: STRANGERS.pupils,
    }),
  ]);
  await imports.importByHand(await exportBytes(school, { zip: false }));
  imports.now = new Date(`${TODAY}T10:00:00Z`);
  // Some lessons are cancelled by one file, to be revived by the next.
  await importApproved(mutate(school, 'drop-courses:5%', 9));
  const rows = await api.database.sql.rows(
    EDITED,
    `UPDATE session SET edited_by_hand = true, rooms = '{Gymnase}'
      WHERE id IN (SELECT id FROM session WHERE campus_code = $1 AND state = 'planned' AND date > $2 ORDER BY id LIMIT 3)
    RETURNING id::text`,
    [CAMPUS, TODAY],
  );
  edited = rows.map(({ id }) => id);
  before = await readTables();
  const id = await importApproved(changed);
  after = await readTables();
  report = importReportSchema.parse((await api.get(`/imports/${id}/report`)).body);
  const html = await api.call('GET', `/imports/${id}/report`, {
    token: api.operator,
    headers: { accept: 'text/html' },
  });
  page = String(html.body);
});
afterAll(async () => {
  await imports.close();
  await api.stop();
});

async function importApproved(file: School): Promise<string> {
  const { id, outcome } = await imports.import(await exportBytes(file, { zip: true }));
  if (outcome === 'held') await imports.approve(id);
  return id;
}

type Tables = Readonly<Record<'session' | 'service' | 'subject' | 'group' | 'closure' | 'membership', Rows>>;

async function readTables(): Promise<Tables> {
  const read = async (key: string, content: string, from: string): Promise<Rows> =>
    new Map(
      (
        await api.database.sql.rows(
          CONTENT,
          `SELECT ${key}::text AS key, ${content} AS content FROM ${from}`,
          [CAMPUS],
        )
      ).map((row) => [row.key, row.content]),
    );
  const ignored = `'{updated_by,created_by,updated_at,created_at,label,imported,deleted_at}'::text[]`;
  return {
    session: await read('id', `to_jsonb(session) - ${ignored}`, 'session WHERE campus_code = $1'),
    service: await read(
      'id',
      // When it is taught follows the file without its being another service.
      `to_jsonb(service) - ${ignored} - 'taught_days'`,
      'service WHERE campus_code = $1 AND deleted_at IS NULL',
    ),
    subject: await read(
      'key',
      `to_jsonb(subject) - ${ignored}`,
      `subject WHERE establishment_id LIKE $1 || '/%' AND deleted_at IS NULL`,
    ),
    group: await read(
      'id',
      `jsonb_build_object('name', name)`,
      '"group" WHERE campus_code = $1 AND deleted_at IS NULL',
    ),
    closure: await read(
      'starts_on',
      `jsonb_build_object('ends', ends_on)`,
      `closure WHERE establishment_id LIKE $1 || '/%'`,
    ),
    membership: await read(
      "concat_ws(' ', group_id, person_id, role, starts_on)",
      `jsonb_build_object('ends', ends_on)`,
      'group_membership JOIN "group" ON "group".id = group_id WHERE campus_code = $1',
    ),
  };
}

/** Sessions of the file and of the current state until today, by what tells them apart. */
const past = (of: School): Map<string, string> =>
  new Map(
    [...expectedSessions(of)]
      .filter(({ date }) => date <= TODAY)
      .map(({ date, startMinute, course }) => [
        [
          date,
          startMinute,
          course.subject.code,
          ...[...course.classes, ...course.groups].map(({ ident }) => ident),
        ].join(' '),
        [course.placeCount, course.room?.name, ...course.teachers.map(({ ident }) => ident)].join(' '),
      ]),
  );

describe('The numbers of a report', () => {
  it('count the sessions that the table has gained, changed, lost, found again', () => {
    const { created, changed: touched, same } = difference(before.session, after.session);
    const state = (rows: Rows, key: string) => rows.get(key)?.['state'];
    const became = (from: string, to: string) =>
      touched.filter((key) => state(before.session, key) === from && state(after.session, key) === to).length;
    const [inCurrent, inFile] = [past(school), past(changed)];
    const alike = [...inCurrent].filter(([key]) => inFile.has(key));
    const frozenPairs = alike.filter(([key, content]) => inFile.get(key) !== content).length;
    const onlyInCurrent = inCurrent.size - alike.length;
    const frozen =
      frozenPairs + onlyInCurrent + inFile.size - alike.length - movedInThePast(inCurrent, inFile);
    const place = (rows: Rows, key: string) =>
      [rows.get(key)?.['date'], rows.get(key)?.['start_minute']].join(' ');
    const moved = touched.filter((key) => place(before.session, key) !== place(after.session, key));
    const movedPlanned = moved.filter((key) => state(before.session, key) === 'planned').length;
    const planned = same.filter((key) => state(after.session, key) === 'planned').length;
    expect(report.counts).toMatchObject({
      sessions: [...expectedSessions(changed)].length,
      sessionsCreated: created.length,
      sessionsModified: became('planned', 'planned') - movedPlanned,
      sessionsMoved: movedPlanned,
      sessionsCancelled: became('planned', 'cancelled'),
      sessionsRevived: became('cancelled', 'planned'),
      sessionsFrozen: frozen,
      sessionsEditedByHand: edited.length,
      sessionsUnchanged: planned - frozenPairs - onlyInCurrent - edited.length,
    });
    for (const name of [
      'Created',
      'Modified',
      'Moved',
      'Cancelled',
      'Revived',
      'Frozen',
      'Unchanged',
    ] as const)
      expect([name, report.counts[`sessions${name}`]]).not.toEqual([name, 0]);
    expect(report.kept).toMatchObject({ past: frozen, editedByHand: edited.length });
    expect(report.kept.sessions.map(({ id }) => id).toSorted()).toEqual(edited.toSorted());
  });

  it('tells once what becomes of a weekly course, the biggest first', () => {
    const { total, items } = report.courseChanges;
    expect(items).toHaveLength(Math.min(total, 200));
    expect(items.map(({ sessions }) => sessions)).toEqual(
      items.map(({ sessions }) => sessions).toSorted((a, b) => b - a),
    );
    const told = { created: 0, modified: 0, moved: 0, cancelled: 0, revived: 0 };
    for (const { type, sessions } of items) told[type] += sessions;
    expect(told).toEqual({
      created: report.counts.sessionsCreated,
      modified: report.counts.sessionsModified,
      moved: report.counts.sessionsMoved,
      cancelled: report.counts.sessionsCancelled,
      revived: report.counts.sessionsRevived,
    });
    for (const { sentence, subject, audience } of items) {
      expect(sentence).toMatch(/^\p{Lu}.+(lundi|mardi|mercredi|jeudi|vendredi) \d+\u202fh/u);
      // What it can be grouped by is what it says.
      expect(sentence).toMatch(`${subject}, `);
      expect(audience.length).toBeGreaterThan(0);
      for (const name of audience) expect(sentence).toMatch(name);
    }
  });

  it.each([
    ['subjects', 'subject'],
    ['services', 'service'],
    ['groups', 'group'],
    ['closures', 'closure'],
  ] as const)('count the %s that the table has gained, changed, lost', (name, table) => {
    const { created, deleted, changed: touched, same } = difference(before[table], after[table]);
    const modified = report.counts[`${name}Modified`] ?? 0;
    const renamed = report.counts[`${name}Renamed`] ?? 0;
    // A service whose year has a day more or less is brought up to date, and is the same one.
    const upToDate = table === 'service' ? touched.length - modified - renamed : 0;
    expect(report.counts).toMatchObject({
      [`${name}Created`]: created.length,
      [`${name}Deleted`]: deleted.length,
      [`${name}Unchanged`]: same.length + upToDate,
    });
    expect(modified + renamed + upToDate).toBe(touched.length);
  });

  it('count memberships begun and ended', () => {
    const { created, deleted, changed: touched } = difference(before.membership, after.membership);
    expect(report.counts).toMatchObject({
      membershipsAdded: created.length,
      membershipsEnded: deleted.length + touched.length,
    });
  });

  it('are those of the school in the steps and the list of who is not matched', () => {
    expect(report.steps.find(({ step }) => step === 'validation')?.counts).toMatchObject({
      courses: changed.courses.length,
      subjects: changed.subjects.length,
      teachers: changed.teachers.length,
      classes: changed.classes.length,
      groups: changed.groups.length,
      rooms: changed.rooms.length,
      pupils: changed.pupils.length,
      warnings: report.problems.reduce((sum, { count }) => sum + count, 0),
    });
    const numbers = new Map(report.unmatched.groups.map(({ kind, count }) => [kind, count]));
    expect([numbers.get('teacher'), numbers.get('pupil')]).toEqual([STRANGERS.teachers, STRANGERS.pupils]);
  });

  it('are as many groups under another name as the list of them has', () => {
    const nameOf = (rows: Rows, key: string) => String(rows.get(key)?.['name']);
    const renamed = difference(before.group, after.group).changed.flatMap((key) => {
      const [knownAs, label] = [nameOf(before.group, key), nameOf(after.group, key)];
      // Another way to write a name is the same name.
      return normaliseName(knownAs) === normaliseName(label)
        ? []
        : [{ kind: 'group', label, knownAs, by: 'members' }];
    });
    expect(renamed.length).toBeGreaterThan(1);
    expect(new Set(report.recognised.items)).toEqual(new Set(renamed));
    expect(report.counts['groupsRenamed']).toBe(renamed.length);
  });

  it('are fractions of the current state and of the file in the thresholds', () => {
    const planned = [...before.session.values()].filter(
      ({ state, date }) => state === 'planned' && String(date) > TODAY,
    ).length;
    const taught = new Set(changed.courses.flatMap(({ teachers }) => teachers.map(({ ident }) => ident)));
    const fractions = report.thresholds.map(({ code, numerator, denominator }) => [
      code,
      numerator,
      denominator,
    ]);
    const { counts } = report;
    expect(fractions).toEqual(
      expect.arrayContaining([
        ['subjects_created', counts['subjectsCreated'], before.subject.size],
        ['services_created', counts['servicesCreated'], before.service.size],
        ['services_modified', counts['servicesModified'], before.service.size],
        ['services_deleted', counts['servicesDeleted'], before.service.size],
        ['sessions_cancelled', expect.any(Number), planned],
        ['closures_added', 0, before.closure.size],
        ['closures_removed', 0, before.closure.size],
        ['teachers_unmatched', STRANGERS.teachers, taught.size],
        ['pupils_unmatched', STRANGERS.pupils, changed.pupils.length],
        ['classes_unmatched', 0, changed.classes.length],
        ['groups_unmatched', 0, changed.groups.length],
        ['closure_consistency', 0, 0],
        ['sessions_disrupted', expect.any(Number), planned],
        ['classes_gone', 0, changed.classes.length],
        ['memberships_ended', expect.any(Number), expect.any(Number)],
      ]),
    );
    for (const { sentence, numerator, denominator, code } of report.thresholds)
      if (code !== 'closure_consistency')
        expect(sentence.replaceAll(/\s/g, '')).toMatch(new RegExp(`^${numerator}\\D.*sur${denominator}\\D`));
  });
});

describe('The page of a report', () => {
  const rowsOf = (title: string): string[][] => {
    const table = new RegExp(`<h2[^>]*>${title}</h2>[\\s\\S]*?</table>`).exec(page)?.[0] ?? '';
    return [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => plain(cell)),
    );
  };
  /** Whatever the spaces. */
  const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

  it('shows the same counts, each as what became of its kind', () => {
    const [headings, ...rows] = rowsOf('Ce que l’import a changé');
    expect(headings).toEqual(['Nature', 'Changements']);
    const counted = new Map<string, number>(Object.entries(report.counts));
    const kinds = ['subjects', 'services', 'closures', 'groups', 'memberships', 'sessions'];
    const changes = [
      ...[
        'Created',
        'Added',
        'Modified',
        'Moved',
        'Renamed',
        'Revived',
        'Cancelled',
        'Deleted',
        'Ended',
        'Unchanged',
      ],
    ];
    const shown = rows.map(([, said = '']) =>
      said.split(', ').map((part) => Number(/^[\d ]+/.exec(part)?.[0].replaceAll(' ', '') ?? '0')),
    );
    expect(shown).toEqual(
      kinds.map((kind) => {
        const found = changes
          .flatMap((change) => counted.get(`${kind}${change}`) ?? 0)
          .filter((count) => count > 0);
        return found.length === 0 ? [0] : found;
      }),
    );
    const { past: frozen, editedByHand } = report.kept;
    expect(plain(page)).toContain(
      `${frozen} parce qu’elles sont passées ou imminentes, ${editedByHand} parce`,
    );
  });

  it('shows every threshold, step, problem and person not matched', () => {
    const titles = ['Seuils', 'Protections'].flatMap((title) => [title, `${title} sans dépassement`]);
    const measures = titles.flatMap((title) =>
      rowsOf(title)
        .slice(1)
        .map((row) => row[2]),
    );
    expect(measures.toSorted()).toEqual(report.thresholds.map(({ sentence }) => plain(sentence)).toSorted());
    expect(
      rowsOf('Étapes')
        .slice(1)
        .map(([label, state]) => [label, state]),
    ).toEqual(report.steps.map(({ label, stateLabel }) => [label, stateLabel]));
    const counts = [...rowsOf('Problèmes du fichier').slice(1), ...rowsOf('Pour information').slice(1)];
    expect(counts.map((row) => Number(row[1])).toSorted()).toEqual(
      report.problems.map(({ count }) => count).toSorted(),
    );
    const unmatched = /<h2 id="non-rapproches">[^]*?<\/section>/.exec(page)?.[0] ?? '';
    for (const { title } of report.unmatched.groups) expect(plain(unmatched)).toContain(plain(title));
    expect(unmatched.match(/<li>/g)).toHaveLength(STRANGERS.teachers + STRANGERS.pupils);
  });

  it('can be read without seeing it: language, title, landmarks, every table named and every cell headed', () => {
    expect(page).toMatch(/^<!doctype html>\s*<html lang="fr">/);
    expect(page).toMatch(/<title>Bilan d’import : .+<\/title>/);
    expect(page.match(/<main>/g)).toHaveLength(1);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    const named = [...page.matchAll(/<table aria-labelledby="([^"]+)"/g)].map(([, id = '']) => id);
    expect(named.length).toBeGreaterThan(3);
    expect(named).toHaveLength(page.match(/<table/g)?.length ?? 0);
    expect(new Set(named).size).toBe(named.length);
    for (const id of named) expect(page).toContain(`<h2 id="${id}">`);
    expect(page).not.toMatch(/<th[^>]*>\s*<\/th>/);
    expect(page).not.toMatch(/<th>/);
  });

  it('prints: page margins, headings repeated, no row or heading cut off, black on white', () => {
    for (const rule of [
      '@page',
      'thead { display: table-header-group }',
      'tr, li, dt, dd { break-inside: avoid }',
      'h2, caption { break-after: avoid }',
    ])
      expect(page).toContain(rule);
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
  });
});
