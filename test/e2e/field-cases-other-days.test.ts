// What schools really did on other days than an ordinary one to a timetable, each with the right outcome: as it was reported, where those files are here, and
// on a school of our own. Every file comes by hand or over WebDAV, every fact out of the public API.
import { describe, expect, it, jest } from '@jest/globals';
import { describeWhere } from '../conditions/index.js';
import { obstacleOf, OWN, reported, type CaseInput } from '../support/field/case-inputs.js';
import { FieldCampus, idsOf, seen } from '../support/field/field-campus.js';
import { fieldCase, FieldDays, laterFile } from '../support/field/field-case.js';
import { at } from '../support/json-at.js';

jest.setTimeout(300_000);

const INTEGRATED = expect.stringMatching(/^integrated/);
const days = new FieldDays();

days.on('2026-08-25T08:00:00+02:00', () => {
  describe('h1-one-school-at-the-campus-address', () => {
    const play = async (college: CaseInput, lycee: CaseInput, later: Buffer, code: string): Promise<void> => {
      const places = [
        { establishment: 'clg', uai: college.uai },
        { establishment: 'lyc', uai: lycee.uai },
      ];
      const campus = await days.declare(code, places, college.directory);
      await campus.first(college.first);
      await campus.at('lyc').first(lycee.first);
      const before = (await campus.sessions()).map(seen);
      const detail = await campus.push(later, 'EDT_lyc.xml', '');
      expect(detail).toMatchObject({ status: 'rejected', messageCode: 'establishment_missing' });
      expect(detail.message).toContain(`/webdav/${code}/lyc/`);
      expect((await campus.sessions()).map(seen)).toEqual(before);
    };
    const folder = 'h1-one-school-at-the-campus-address';
    describeWhere('as reported', obstacleOf(folder), () => {
      it('is refused with the right address, and the other school stays as it was', async () => {
        const of = (first: string): CaseInput =>
          reported(folder, { first, directory: 'campus-own-directory.json' });
        const lycee = of('campus-own-lyc.xml');
        const later = Buffer.from(lycee.first.toString().replace(/<Salle [^>]*Semaines[^>]*\/>/, ''));
        await play(of('campus-own-clg.xml'), lycee, later, 'r-h1');
      });
    });
    it('of our own: is refused with the right address, and the other school stays as it was', async () => {
      const { college, lycee } = OWN.twoSchools();
      await play(college, lycee, laterFile(lycee), 'o-h1');
    });
  });

  fieldCase(
    'h2-class-lost-for-a-night',
    'a class that the directory loses for a night keeps every session',
    {
      reported: () =>
        reported('h2-class-lost-for-a-night', {
          first: 'class-lost-from-directory.xml',
          directory: 'class-lost-directory-full.json',
          laterDirectory: 'class-lost-directory-partial.json',
        }),
      own: OWN.classLostForANight,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const before = idsOf(await campus.sessions());
      const withRoom = (room: string): Buffer =>
        Buffer.from(input.first.toString().replace(/(<Salle Ident="\d+" Nom=")[^"]*"/, `$1${room}"`));
      await campus.putDirectory(input.laterDirectory ?? input.directory);
      expect(await campus.push(withRoom('Z1'), 'EDT_night.xml')).toMatchObject({ status: INTEGRATED });
      expect(idsOf(await campus.sessions())).toEqual(before);
      await campus.putDirectory(input.directory);
      expect(await campus.push(withRoom('Z2'), 'EDT_day.xml')).toMatchObject({ status: INTEGRATED });
      expect(idsOf(await campus.sessions())).toEqual(before);
    },
  );

  fieldCase(
    'h5-course-key',
    'a class that joins a course in week 20 changes nothing before',
    {
      reported: () =>
        reported('h5-course-key', {
          first: 'course-key-a.xml',
          then: ['course-key-b.xml'],
          directory: 'h2-class-lost-for-a-night/class-lost-directory-full.json',
        }),
      own: OWN.classJoinsACourse,
    },
    async (input, code) => {
      const campus = await days.campus(code, input);
      await campus.first(input.first);
      const before = await campus.sessions();
      const { id, status } = await campus.push(laterFile(input), 'EDT_joined.xml');
      expect(status).toEqual(INTEGRATED);
      expect(idsOf(await campus.sessions())).toEqual(idsOf(before));
      const changed = await campus.changes(id, 'session');
      expect(changed.length).toBeGreaterThan(0);
      expect(new Set(changed.map(({ change }) => change))).toEqual(new Set(['modified']));
      const dates = new Map(before.map((session) => [session.id, session.date]));
      expect(changed.filter(({ key }) => (dates.get(String(key)) ?? '') < '2027-01-11')).toEqual([]);
    },
  );

  describeWhere('h5-course-key, two random timetables', obstacleOf('h5-course-key'), () => {
    it('modify nothing that looks the same before and after', async () => {
      const input = reported('h5-course-key', {
        first: 'fuzz-1-29-a.xml',
        then: ['fuzz-1-29-b.xml'],
        directory: 'h2-class-lost-for-a-night/class-lost-directory-full.json',
      });
      const campus = await days.campus('r-h5fuzz', input);
      await campus.first(input.first);
      const before = new Map((await campus.sessions()).map((session) => [session.id, seen(session)]));
      const { id } = await campus.pushThrough(laterFile(input), 'EDT_fuzz.xml');
      const now = new Map((await campus.sessions()).map((session) => [session.id, seen(session)]));
      for (const { change, key } of await campus.changes(id, 'session'))
        if (change === 'modified') expect(now.get(String(key))).not.toEqual(before.get(String(key)));
    });
  });

  fieldCase(
    'h4-leaver',
    'is imported in August (and leaves in winter, below)',
    {
      reported: () => leaver(),
      own: OWN.leaver,
    },
    async (input, code) => {
      await (await days.campus(code, input)).first(input.first);
    },
  );
});

const leaver = (): CaseInput =>
  reported('h4-leaver', {
    first: 'leaver-base.xml',
    then: ['leaver-february.xml'],
    directory: 'h2-class-lost-for-a-night/class-lost-directory-full.json',
  });

days.on('2027-03-10T08:00:00+11:00', () => {
  fieldCase(
    'h3-noumea',
    'a calendar year needs no opening, and is called by its year',
    {
      reported: () =>
        reported('h3-noumea', {
          first: 'noumea-2027.xml',
          directory: 'h2-class-lost-for-a-night/class-lost-directory-full.json',
        }),
      own: OWN.calendarYear,
    },
    async (input, code) => {
      const campus = await days.campus(code, input, 'Pacific/Noumea');
      await campus.first(input.first);
      const { body } = await campus.call('GET', `/campuses/${code}/school-year`);
      expect(at(body, 'label')).toBe('2027');
      expect((await campus.sessions(2027)).length).toBeGreaterThan(300);
    },
  );

  fieldCase(
    'h4-leaver',
    'ends the membership on the day that the file states',
    { reported: () => leaver(), own: OWN.leaver },
    async (input, code) => {
      const campus = await FieldCampus.find(days.product, code, 'clg', input.directory);
      expect(await campus.push(laterFile(input), 'EDT_left.xml')).toMatchObject({ status: INTEGRATED });
      const ends = (await campus.groups()).flatMap(({ members }) => members).map(({ endsOn }) => endsOn);
      expect(ends.filter((day) => day === '2027-01-15')).toHaveLength(1);
      expect(ends.filter((day) => day.startsWith('2027-03'))).toEqual([]);
    },
  );
  fieldCase(
    '03-southern-year-first-import',
    'is accepted in the middle of a calendar year',
    {
      reported: () =>
        reported('03-southern-year-first-import', {
          first: 'first.xml',
          directory: '02-unreadable-row/directory.json',
        }),
      own: OWN.calendarYear,
    },
    async (input, code) => {
      const campus = await days.campus(code, input, 'Pacific/Noumea');
      await campus.first(input.first);
      const { body } = await campus.call('GET', `/campuses/${code}/school-year`);
      expect(at(body, 'label')).toBe('2027');
    },
  );
});
