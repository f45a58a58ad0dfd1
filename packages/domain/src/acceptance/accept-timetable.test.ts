import { describe, expect, it } from '@jest/globals';
import type { ImportContext } from '../import/import-context.js';
import type { Problem } from '../problems/problem.js';
import {
  course,
  during,
  EMPTY_STATE,
  smallSchool,
  TARGET,
  YEAR,
} from '../timetable/timetable.test-support.js';
import type { Timetable } from '../timetable/timetable.js';
import { acceptTimetable, type Acceptance } from './accept-timetable.js';

type Context = Pick<ImportContext, 'origin' | 'target' | 'settings' | 'claimedAt' | 'year' | 'nextYear'>;

const school = smallSchool();
const OPEN: Context = {
  origin: 'automatic',
  target: TARGET,
  claimedAt: new Date('2025-11-24T08:00:00Z'),
  settings: { formats: ['edt'] },
  year: { ...EMPTY_STATE.year, state: 'open' },
};
const AWAITING: Context = { ...OPEN, year: EMPTY_STATE.year };

const accept = (
  change: Partial<Timetable> = {},
  context: Context = OPEN,
  problems: readonly Problem[] = [],
) => acceptTimetable({ timetable: { ...school, ...change }, context, problems });
const codeOf = (acceptance: Acceptance) => (acceptance.accepted ? 'accepted' : acceptance.code);
const messageOf = (acceptance: Acceptance) => (acceptance.accepted ? '' : acceptance.message);

describe('A timetable is accepted', () => {
  it('when format, school, year and rows are right', () => {
    expect(accept()).toEqual({ accepted: true });
    expect(accept({}, { ...AWAITING, origin: 'manual' })).toEqual({ accepted: true });
  });

  it('with warnings, and with a few rows in error', () => {
    const courses = Array.from({ length: 20 }, () => course());
    const problems = [{ code: 'uai_letter_invalid' }, { code: 'row_missing', occurrences: 2 }];
    expect(accept({ courses }, OPEN, problems)).toEqual({ accepted: true });
  });
});

describe('A timetable is refused', () => {
  it('when the establishments it is for are in different school years, whoever sends it', () => {
    for (const origin of ['automatic', 'manual'] as const) {
      const year = { ...EMPTY_STATE.year, differingLabels: ['2026-2027', '2025-2026'] };
      const refused = accept({}, { ...OPEN, origin, year });
      expect(codeOf(refused)).toBe('school_years_differ');
      expect(messageOf(refused)).toContain('(2026-2027 et 2025-2026)');
    }
  });

  it('in a format outside the import settings, which are told with how to export for them', () => {
    const other = accept({ format: 'udt' });
    expect(codeOf(other)).toBe('format_not_accepted');
    expect(messageOf(other)).toBe(
      'Le format du fichier (UnDeuxTEMPS) n’est pas accepté par les paramètres d’import, qui n’acceptent que « EDT ». ' +
        'Choisissez dans EDT, l’export de l’emploi du temps vers l’ENT ; ou demandez au gestionnaire de vie scolaire ' +
        'd’accepter ce format dans les paramètres d’import.',
    );
  });

  it('in a version or from a program outside the import settings', () => {
    const settings = { formats: ['edt'], softwareVersions: ['2', 'EDT 2025'] } as const;
    const refused = accept({}, { ...OPEN, settings });
    expect(codeOf(refused)).toBe('version_not_accepted');
    expect(messageOf(refused)).toBe(
      'La version du fichier (1.1) n’est pas acceptée par les paramètres d’import, qui n’acceptent que « 2 » et « EDT 2025 ». ' +
        'Dans EDT, choisissez l’une de ces versions à l’export, ou mettez le logiciel à jour. ' +
        'Sinon, demandez au gestionnaire de vie scolaire d’accepter cette version dans les paramètres d’import.',
    );
    const isAccepted = (file: Partial<Timetable>) => accept(file, { ...OPEN, settings }).accepted;
    expect(isAccepted({ software: 'EDT Monoposte 2025 - 1.2' })).toBe(true);
    expect(isAccepted({ software: 'PRONOTE 2025 - 2.0' })).toBe(false);
    expect(isAccepted({ version: '2.1' })).toBe(true);
    expect(isAccepted({ version: '12.1' })).toBe(false);
  });

  it('by its format alone when it has no place for a version', () => {
    const settings = { formats: ['udt'], softwareVersions: ['2'], onlyKnownVersions: true } as const;
    expect(accept({ format: 'udt', version: '' }, { ...OPEN, settings })).toEqual({ accepted: true });
  });

  it('in a version that nobody knows how to read, where only known ones are accepted', () => {
    const versionAdvice = 'l’import lit les versions 1 à 3';
    expect(accept({ version: '9.9', versionAdvice })).toEqual({ accepted: true });
    const settings = { formats: ['edt'], onlyKnownVersions: true } as const;
    expect(messageOf(accept({ version: '9.9', versionAdvice }, { ...OPEN, settings }))).toBe(
      'La version du fichier (9.9) est inconnue, et les paramètres d’import n’acceptent que les versions connues : ' +
        'l’import lit les versions 1 à 3. ' +
        'Sinon, demandez au gestionnaire de vie scolaire d’accepter cette version dans les paramètres d’import.',
    );
    const named = { ...settings, softwareVersions: ['9.9'] } as const;
    expect(accept({ version: '9.9', versionAdvice }, { ...OPEN, settings: named })).toEqual({
      accepted: true,
    });
  });

  it('when it is another school’s, in whole or in part', () => {
    expect(messageOf(accept({ uais: ['0750655E'] }))).toMatch(
      /^Le fichier est celui d’un autre établissement : son UAI est 0750655E, et le dépôt attend 9990001X\./,
    );
    expect(codeOf(accept({ uais: ['9990001X', '0750655E'] }))).toBe('wrong_school');
    expect(codeOf(accept({ uais: [] }))).toBe('wrong_school');
  });

  it('when it is of another school year', () => {
    const refused = accept({ year: { ...YEAR, startsOn: '2024-09-02' } });
    expect(messageOf(refused)).toMatch(
      /^Le fichier est celui de l’année scolaire 2024-2025, et l’ENT en est à l’année 2025-2026\./,
    );
  });

  it('when EDT pushes it before the first manual import of the year, whatever its own year', () => {
    for (const startsOn of ['2025-09-01', '2024-09-02']) {
      const refused = accept({ year: { ...YEAR, startsOn } }, AWAITING);
      expect(codeOf(refused)).toBe('first_import_required');
      expect(messageOf(refused)).toMatch(/^Premier import manuel requis pour 2025-2026\./);
    }
  });

  it('when an error leaves nothing to trust', () => {
    const refused = accept({}, OPEN, [{ code: 'first_week_not_monday' }, { code: 'row_missing' }]);
    expect(codeOf(refused)).toBe('structure_errors');
    expect(messageOf(refused)).toMatch(
      /^Erreurs dans le fichier, .* : 1 première semaine qui ne commence pas un lundi et 1 ressource absente du fichier\. /,
    );
  });

  it('when more than one course in ten would be missing or wrong', () => {
    const courses = (damaged: number) =>
      Array.from({ length: 20 }, (_, rank) =>
        course({ subject: undefined, firstPlace: rank < damaged ? 99 : 0 }),
      );
    const problems = [{ code: 'place_outside_grid' }];
    expect(accept({ courses: courses(2) }, OPEN, problems)).toEqual({ accepted: true });
    expect(codeOf(accept({ courses: courses(3) }, OPEN, problems))).toBe('structure_errors');
  });

  it('but not when one row is missing, however many courses refer to it', () => {
    const weeks = [1, 2, 3];
    const courses = Array.from({ length: 20 }, () =>
      course({ subject: undefined, resources: [during('room', 9, weeks)] }),
    );
    expect(accept({ courses }, OPEN, [{ code: 'row_missing' }])).toEqual({ accepted: true });
  });

  it('nor when one course has many things that cannot be read', () => {
    const whole = Array.from({ length: 19 }, () => course({ subject: undefined }));
    const damaged = course({ subject: undefined, unread: ['teacher', 'class', 'room', 'weeks'] });
    const problems = [{ code: 'weeks_unreadable', occurrences: 12 }];
    expect(accept({ courses: [...whole, damaged] }, OPEN, problems)).toEqual({ accepted: true });
  });

  it('for the first reason that applies', () => {
    const wrong = { format: 'udt', uais: ['0750655E'], year: { ...YEAR, startsOn: '2024-09-02' } } as const;
    const errors = [{ code: 'ident_duplicate' }];
    expect(codeOf(accept(wrong, OPEN, errors))).toBe('format_not_accepted');
    expect(codeOf(accept({ ...wrong, format: 'edt' }, OPEN, errors))).toBe('wrong_school');
    expect(codeOf(accept({ year: wrong.year }, OPEN, errors))).toBe('wrong_school_year');
  });

  it('for its errors rather than its year when its dates are unreadable', () => {
    const year = { ...YEAR, startsOn: '' };
    expect(codeOf(accept({ year }, OPEN, [{ code: 'year_date_unreadable' }]))).toBe('structure_errors');
  });
});
