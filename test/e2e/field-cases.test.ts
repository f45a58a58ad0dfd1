// What schools really did to a timetable, each with the right outcome: as it was reported, where those files are here, and
// on a school of our own. Every file comes by hand or over WebDAV, every fact out of the public API.
import { expect, it, jest } from '@jest/globals';
import { exportBytes, makeSchool } from '@timetable/generator';
import { OWN, reported } from '../support/field/case-inputs.js';
import { after, idsOf, seen } from '../support/field/field-campus.js';
import { fieldCase, FieldDays, laterFile } from '../support/field/field-case.js';
import { at } from '../support/json-at.js';
import { smallDirectory, smallSchool, xmlOf } from '../support/small-school.js';

jest.setTimeout(300_000);

const INTEGRATED = expect.stringMatching(/^integrated/);
const TODAY = '2026-11-26';
const days = new FieldDays();

days.on(`${TODAY}T08:00:00+01:00`, () => {
  fieldCase(
    '02-unreadable-row',
    'a course row that cannot be read cancels nothing',
    {
      reported: () => reported('02-unreadable-row', { first: 'first.xml', then: ['second.xml'] }),
      own: OWN.unreadableRow,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const before = await campus.sessions();
      const detail = await campus.push(laterFile(input), 'EDT_row.xml');
      expect((await campus.sessions()).map(seen)).toEqual(before.map(seen));
      expect(detail.status).toBe('integrated_with_alerts');
      expect(detail.counts).toMatchObject({ sessionsCancelled: 0, sessionsKept: 25 });
      expect(detail.message?.replaceAll(/\s/g, ' ')).toMatch(
        /^1 cours illisible ; \d+ avertissements.* 25 séances et 1 service conservés faute de lecture\.$/,
      );
      expect(at(await campus.report(detail.id), 'kept')).not.toEqual([]);
    },
  );

  it('05-one-day-cancelled-holds: a pedagogical day is no change of service', async () => {
    const school = smallSchool();
    const campus = await days.declare(
      'o-c05',
      [{ establishment: 'college', uai: school.uai }],
      smallDirectory(school),
    );
    const xml = await xmlOf(school);
    await campus.first(xml);
    const week = 1n << 15n;
    const day = xml.toString().replace(/<Cours (?=[^>]*Jour="5")/g, `<Cours SemainesAnnulation="${week}" `);
    expect(day).not.toBe(xml.toString());
    const detail = await campus.push(Buffer.from(day), 'EDT_friday.xml');
    expect(detail).toMatchObject({ status: INTEGRATED });
    expect(detail.counts['servicesModified']).toBe(0);
  });

  fieldCase(
    '06-course-on-a-part',
    'a course on a part is for the pupils of the part, never for the class',
    { reported: () => reported('06-course-on-a-part', { first: 'first.xml' }), own: OWN.partOfAClass },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const monday = (await campus.sessions()).filter(({ date }) => date === '2026-11-30');
      const atEight = monday.filter(({ start }) => start.includes('T08:00'));
      expect(atEight).toHaveLength(3);
      expect(atEight.filter(({ classes }) => classes.length > 0)).toHaveLength(2);
      const groups = new Map((await campus.groups()).map((group) => [group.key, group]));
      const onParts = monday.filter(
        ({ classes, start }) => classes.length === 0 && !start.includes('T10:00'),
      );
      expect(onParts).toHaveLength(2);
      for (const session of onParts) {
        expect(session.groups).toHaveLength(1);
        const [group] = session.groups;
        expect(
          groups.get(group?.id ?? '')?.members.filter(({ role }) => role === 'pupil').length,
        ).toBeGreaterThan(0);
      }
    },
  );

  fieldCase(
    '09-two-subjects-one-code',
    'each session keeps the label of its own subject',
    {
      reported: () => reported('09-two-subjects-one-code', { first: 'first.xml' }),
      own: OWN.twoSubjectsOneCode,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const labels = (await campus.sessions())
        .filter(({ subject }) => ['AP', 'ART'].includes(subject.code))
        .map(({ date, subject }) => `${new Date(date).getUTCDay()} ${subject.label}`);
      expect(new Set(labels).size).toBe(2);
    },
  );

  fieldCase(
    '10-directory-class-ids-change',
    'the same classes under other ids keep every session, and hold nothing',
    {
      reported: () =>
        reported('10-directory-class-ids-change', {
          first: 'first.xml',
          then: ['second.xml'],
          laterDirectory: 'directory-2.json',
        }),
      own: OWN.classIdsChange,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const before = idsOf(await campus.sessions());
      await campus.putDirectory(input.laterDirectory ?? input.directory);
      expect(await campus.push(laterFile(input), 'EDT_ids.xml')).toMatchObject({ status: INTEGRATED });
      expect(idsOf(await campus.sessions())).toEqual(before);
    },
  );

  fieldCase(
    '11-one-missing-row-refuses-the-file',
    'one missing teacher is one error, whatever refers to it',
    {
      reported: () => reported('11-one-missing-row-refuses-the-file', { first: 'first.xml' }),
      own: OWN.missingRow,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      const detail = await campus.first(input.first);
      expect(detail.status).toBe('integrated_with_alerts');
      expect(detail.counts['errors']).toBe(1);
    },
  );

  fieldCase(
    '15-detached-pupils',
    'pupils listed one by one are a group of their own',
    { reported: () => reported('15-detached-pupils', { first: 'first.xml' }), own: OWN.detachedPupils },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const lessons = (await campus.sessions()).filter(({ subject }) =>
        /^(SCIENCES|HISTOIRE)/.test(subject.label),
      );
      expect(lessons.length).toBeGreaterThan(0);
      const groups = new Map((await campus.groups()).map((group) => [group.key, group]));
      for (const { classes, groups: attending } of lessons) {
        expect([classes.length, attending.length]).toEqual([0, 1]);
        const members = groups.get(attending[0]?.id ?? '')?.members ?? [];
        expect(members.filter(({ role }) => role === 'pupil')).toHaveLength(2);
      }
    },
  );

  fieldCase(
    '16-past-membership-lost',
    'a first import in the middle of the year writes stays already over',
    { reported: () => reported('16-past-membership-lost', { first: 'first.xml' }), own: OWN.pastStay },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const stays = (await campus.groups()).flatMap(({ members }) => members);
      expect(stays.filter(({ endsOn }) => endsOn === '2026-10-11')).toHaveLength(1);
      expect(stays.filter(({ startsOn }) => startsOn === '2026-10-12')).toHaveLength(1);
    },
  );

  fieldCase(
    '17-groups-identified',
    'two groups made one keep every session',
    {
      reported: () => reported('17-groups-identified', { first: 'first.xml', then: ['second.xml'] }),
      own: OWN.groupsMadeOne,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const before = idsOf(await campus.sessions());
      await campus.pushThrough(laterFile(input), 'EDT_groups.xml');
      expect(idsOf(await campus.sessions())).toEqual(before);
    },
  );

  fieldCase(
    '19-utf8-declared-latin',
    'UTF-8 is read as UTF-8 whatever the file declares',
    {
      reported: () => reported('19-utf8-declared-latin', { first: 'first.xml', then: ['second.xml'] }),
      own: OWN.wrongEncodingDeclared,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const before = (await campus.sessions()).map(seen);
      const { status } = await campus.push(laterFile(input), 'EDT_latin.xml');
      expect(status).toMatch(/^integrated|ignored/);
      expect((await campus.sessions()).map(seen)).toEqual(before);
    },
  );

  fieldCase(
    '22-same-INE-twice',
    'an identifier that two rows bear identifies nobody; names and birth dates decide',
    { reported: () => reported('22-same-INE-twice', { first: 'first.xml' }), own: OWN.sameIdentifierTwice },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const { body } = await campus.call('GET', `/campuses/${code}/matches?kind=pupil&limit=100`);
      const matches = at(body, 'items');
      const states = Array.isArray(matches)
        ? matches.map((match: unknown) => [at(match, 'label'), at(match, 'state')])
        : [];
      const stateOf = (name: RegExp): unknown => states.find(([label]) => name.test(String(label)))?.[1];
      expect(stateOf(/ELEVE1|ENFANT51/)).toBe('matched');
      expect(stateOf(/AUTRE|TIERS/)).not.toBe('matched');
    },
  );

  it('28-nul-and-surrogates: text that the database cannot hold is refused, everywhere, and named', async () => {
    const campus = await days.campus('o-c28', OWN.unreadableRow());
    for (const [method, path, body, statuses] of [
      [
        'PUT',
        '/campuses/o-c28/directory',
        { teachers: [{ id: 't1', lastName: 'MAR\0TIN', firstName: 'Z' }] },
        [400],
      ],
      [
        'PUT',
        '/campuses/o-c28/directory',
        { teachers: [{ id: 't1', lastName: '\ud83d', firstName: 'Z' }] },
        [400],
      ],
      [
        'POST',
        '/campuses',
        { code: 'nul', name: 'A\0B', establishments: [{ code: 'c', uai: '9990001X', name: 'C' }] },
        [400],
      ],
      ['POST', '/auth/login', { login: 'a\0', password: 'x' }, [400]],
      ['GET', '/establishments/o-c28/clg/sessions?from=2026-11-30&to=2026-12-01&class=%00', undefined, [400]],
      ['PUT', '/campuses/o-c28/matches/teacher/%00', { targetId: null }, [400, 404]],
      ['GET', '/campuses/%00/imports', undefined, [400, 404]],
    ] as const)
      expect([path, statuses]).toEqual([
        path,
        expect.arrayContaining([(await campus.call(method, path, body)).status]),
      ]);
  });

  fieldCase(
    '39-bell-times',
    'bell times that shift by minutes keep every session',
    {
      reported: () => reported('39-bell-times', { first: 'first.xml', then: ['second.xml'] }),
      own: OWN.bellTimes,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const before = await campus.sessions();
      const coming = after(before, TODAY).length;
      const { counts } = await campus.pushThrough(laterFile(input), 'EDT_bells.xml');
      expect(counts).toMatchObject({ sessionsCancelled: 0, sessionsCreated: 0 });
      expect(counts['sessionsMoved'] ?? 0).toBeGreaterThanOrEqual(coming);
      expect(idsOf(await campus.sessions())).toEqual(idsOf(before));
    },
  );

  fieldCase(
    '41-A-B-A-within-ten-minutes',
    'a file put back after another is a deposit',
    {
      reported: () =>
        reported('41-A-B-A-within-ten-minutes', { first: 'first.xml', then: ['EDT_a.xml', 'EDT_b.xml'] }),
      own: OWN.backToTheFirst,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      expect(await campus.put(laterFile(input, 0), 'EDT_a.xml')).toBe(201);
      expect(await campus.put(laterFile(input, 1), 'EDT_b.xml')).toBe(201);
      expect(await campus.put(laterFile(input, 0), 'EDT_a.xml')).toBe(204);
      const rows = await campus.settledRows();
      expect(rows.filter(({ origin }) => origin === 'automatic')).toHaveLength(3);
      const labels = new Set((await campus.sessions()).map(({ subject }) => subject.label));
      expect([...labels].filter((label) => / [AB]$/.test(label))).toEqual([expect.stringMatching(/ A$/)]);
    },
  );

  it('42-other-timetable-passes: every course on another day is held, and keeps every session', async () => {
    const school = makeSchool({
      ...{ pupils: 60, classes: 3, groups: 6, teachers: 9, courses: 60, seed: 9 },
      ...{ uai: '9990001X', zone: 'B', schoolYear: '2026-2027' },
    });
    const place = { establishment: 'college', uai: school.uai };
    const campus = await days.declare('o-c42', [place], smallDirectory(school));
    const xml = await exportBytes(school, { zip: false });
    await campus.first(xml);
    const coming = after(await campus.sessions(), TODAY);
    const rotated = xml
      .toString()
      .replace(/<Cours Jour="(\d)"/g, (_, day: string) => `<Cours Jour="${(Number(day) % 5) + 1}"`);
    const detail = await campus.push(Buffer.from(rotated), 'EDT_rotated.xml');
    expect(detail.status).toBe('held');
    expect(detail.message).toMatch(/séances à venir/);
    // Weeks that lose or gain a day (public holidays) create and cancel a few.
    expect(detail.counts['sessionsMoved'] ?? 0).toBeGreaterThan(0.9 * coming.length);
  });
});
