import { describe, expect, it } from '@jest/globals';
import { frenchLongDate } from './local-date.js';
import { leavesYear, openingConsequences, openingObstacles, yearToOpen } from './year-to-open.js';

const YEAR = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-07-03' };
const NEXT = { label: '2027-2028', startsOn: '2027-09-01', endsOn: '2028-07-05' };

describe('The year to open', () => {
  it('is the one that awaits its first import, with the dates it has', () => {
    expect(yearToOpen({ ...YEAR, state: 'awaiting_first_import' })).toEqual(YEAR);
  });

  it('is the next one, with the usual bounds, once that import is done', () => {
    expect(yearToOpen({ ...YEAR, state: 'open' })).toEqual({
      label: '2027-2028',
      startsOn: '2027-09-01',
      endsOn: '2028-08-31',
    });
    const southern = { label: '2027', startsOn: '2027-02-15', endsOn: '2027-12-17', state: 'open' } as const;
    expect(yearToOpen(southern).label).toBe('2028');
  });
});

describe('A year cannot be opened', () => {
  const today = '2027-06-10';
  const messageOf = (startsOn: string, endsOn: string, running = YEAR) =>
    openingObstacles({ startsOn, endsOn }, { today, running })[0]?.message ?? 'may be';

  it.each([
    ['2027-09-01', '2028-05-30', 'Une année scolaire dure de 9 à 13 mois.'],
    ['2027-09-01', '2028-05-31', 'may be'],
    ['2027-09-01', '2028-09-30', 'may be'],
    ['2027-09-01', '2028-10-01', 'Une année scolaire dure de 9 à 13 mois.'],
    ['2028-06-10', '2029-05-30', 'may be'],
    ['2028-06-11', '2029-05-30', 'Une année s’ouvre au plus tôt 12 mois avant son début.'],
    ['2026-06-10', '2027-06-09', 'Cette année est déjà terminée.'],
    ['2027-05-03', '2028-04-30', 'may be'],
    [
      '2027-05-02',
      '2028-04-30',
      'L’année 2026-2027 va jusqu’au 3 juillet 2027 : la suivante ne peut pas commencer plus de deux mois avant.',
    ],
  ])('from %s to %s: %s', (startsOn, endsOn, message) => {
    expect(messageOf(startsOn, endsOn)).toBe(message);
  });
});

describe('Opening a year', () => {
  const current = { ...YEAR, state: 'open' } as const;

  it('says until when the running one goes on, what stops then, and that it can be undone', () => {
    const said = openingConsequences(NEXT, { today: '2027-06-10', current });
    expect(said[0]).toBe(
      'Jusqu’au 31 août 2027, l’année 2026-2027 continue : ses envois automatiques sont intégrés comme aujourd’hui.',
    );
    expect(said[1]).toMatch(/^Les envois automatiques s’arrêteront le 1er septembre 2027, jusqu’à ce qu’/);
    expect(said.at(-1)).toBe(
      'L’ouverture peut être annulée tant que rien n’a été importé dans l’année 2027-2028.',
    );
  });

  it('says that it takes effect at once when the year has begun', () => {
    const said = openingConsequences(NEXT, { today: '2027-09-01', current });
    expect(said[1]).toMatch(/^Les envois automatiques s’arrêtent dès l’ouverture, /);
  });

  it('stops nothing where no import has been made', () => {
    const said = openingConsequences(YEAR, {
      today: '2026-09-10',
      current: { ...YEAR, state: 'awaiting_first_import' },
    });
    expect(said.join(' ')).not.toMatch(/s’arrêt/);
  });

  it('writes dates in full', () => {
    expect(frenchLongDate('2027-08-15')).toBe('15 août 2027');
  });
});

describe('A closure', () => {
  it('leaves a year by either end, and not by its bounds', () => {
    const runs = [
      { startsOn: '2026-09-01', endsOn: '2027-07-03' },
      { startsOn: '2026-08-31', endsOn: '2026-09-02' },
      { startsOn: '2027-07-03', endsOn: '2027-07-04' },
    ];
    expect(runs.map((run) => leavesYear(run, YEAR))).toEqual([false, true, true]);
  });
});
