import { describe, expect, it } from '@jest/globals';
import { weekdayOf } from './local-date.js';
import { academicHolidays, academicZoneOf } from './academic-holidays.js';
import { proposedClosures } from './proposed-closures.js';
import { easterSunday, publicHolidays } from './public-holidays.js';

describe('Public holidays', () => {
  it.each([
    [2013, '2013-03-31'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('follow Easter, which in %i is on %s', (year, date) => {
    expect(easterSunday(year)).toBe(date);
  });

  it('are eleven a year', () => {
    expect(publicHolidays('2026-01-01', '2026-12-31').map(({ date }) => date)).toEqual([
      ...['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25'],
      ...['2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'],
    ]);
  });
});

describe('The proposed closures of a year', () => {
  const year = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31' };

  it('are the holidays of the zone and the public holidays outside them', () => {
    const { closures, notice } = proposedClosures({ ...year, academicZone: 'B' });
    expect(closures.map(({ startsOn, endsOn, name }) => `${startsOn} ${endsOn} ${name}`)).toEqual([
      '2026-10-18 2026-11-01 Vacances de la Toussaint',
      '2026-11-11 2026-11-11 Armistice de 1918',
      '2026-12-20 2027-01-03 Vacances de Noël',
      '2027-02-21 2027-03-07 Vacances d’hiver',
      '2027-03-29 2027-03-29 Lundi de Pâques',
      '2027-04-18 2027-05-02 Vacances de printemps',
      '2027-05-06 2027-05-06 Jeudi de l’Ascension',
      '2027-05-07 2027-05-08 Pont de l’Ascension',
      '2027-05-17 2027-05-17 Lundi de Pentecôte',
      '2027-07-14 2027-07-14 Fête nationale',
      '2027-08-15 2027-08-15 Assomption',
    ]);
    expect(notice).toContain('à vérifier');
  });

  it('leave open the Saturday after whose lessons the holidays begin', () => {
    for (const label of ['2025-2026', '2026-2027']) {
      for (const zone of ['A', 'B', 'C'] as const) {
        for (const { startsOn, endsOn, name } of academicHolidays(label, zone) ?? []) {
          if (name.startsWith('Pont')) expect([weekdayOf(startsOn), weekdayOf(endsOn)]).toEqual([5, 6]);
          else expect([name, weekdayOf(startsOn), weekdayOf(endsOn)]).toEqual([name, 7, 7]);
        }
      }
    }
  });

  it('never overlap, in any zone and year known', () => {
    for (const label of ['2025-2026', '2026-2027']) {
      for (const academicZone of ['A', 'B', 'C']) {
        const startsOn = `${label.slice(0, 4)}-09-01`;
        const { closures } = proposedClosures({
          label,
          startsOn,
          endsOn: `${label.slice(5)}-08-31`,
          academicZone,
        });
        closures.forEach(({ startsOn: start, endsOn }, index) => {
          expect(start <= endsOn).toBe(true);
          expect((closures[index - 1]?.endsOn ?? '') < start).toBe(true);
        });
      }
    }
  });

  it.each(['Corse', 'La Réunion', '', null, undefined])(
    'are public holidays only where the zone is %s',
    (academicZone) => {
      const { closures, notice } = proposedClosures({ ...year, academicZone });
      expect(closures.every(({ startsOn, endsOn }) => startsOn === endsOn)).toBe(true);
      expect(notice).toMatch(/^Jours fériés seulement/);
    },
  );

  it('are public holidays only in a year whose calendar is not known', () => {
    const { closures, notice } = proposedClosures({
      ...{ label: '2031-2032', startsOn: '2031-09-01', endsOn: '2032-07-03', academicZone: 'A' },
    });
    expect(closures[0]?.name).toBe('Toussaint');
    expect(notice).toContain('2031-2032');
  });

  it('stay inside the year', () => {
    const { closures } = proposedClosures({ ...year, endsOn: '2027-02-28', academicZone: 'zone B' });
    expect(closures.at(-1)).toMatchObject({ startsOn: '2027-02-21', endsOn: '2027-02-28' });
  });

  it('know a zone however it is typed', () => {
    expect(['a', 'Zone B', ' zone c ', 'D', 'Corse'].map(academicZoneOf)).toEqual([
      'A',
      'B',
      'C',
      undefined,
      undefined,
    ]);
  });
});
