import { compareTexts } from '../collections/compare-texts.js';
import { addDays } from './local-date.js';

export interface PublicHoliday {
  readonly date: string;
  /** French: « Jeudi de l’Ascension ». */
  readonly name: string;
}

const FIXED: readonly (readonly [monthAndDay: string, name: string])[] = [
  ['01-01', 'Jour de l’an'],
  ['05-01', 'Fête du travail'],
  ['05-08', 'Victoire de 1945'],
  ['07-14', 'Fête nationale'],
  ['08-15', 'Assomption'],
  ['11-01', 'Toussaint'],
  ['11-11', 'Armistice de 1918'],
  ['12-25', 'Noël'],
];
const AFTER_EASTER: readonly (readonly [days: number, name: string])[] = [
  [1, 'Lundi de Pâques'],
  [39, 'Jeudi de l’Ascension'],
  [50, 'Lundi de Pentecôte'],
];

/** Days that are holidays in one overseas territory only, by its time zone. */
const OVERSEAS: Readonly<Record<string, typeof FIXED>> = {
  'America/Cayenne': [['06-10', 'Abolition de l’esclavage']],
  'America/Guadeloupe': [['05-27', 'Abolition de l’esclavage']],
  'America/Martinique': [['05-22', 'Abolition de l’esclavage']],
  'Indian/Mayotte': [['04-27', 'Abolition de l’esclavage']],
  'Indian/Reunion': [['12-20', 'Abolition de l’esclavage']],
  'Pacific/Noumea': [['09-24', 'Fête de la citoyenneté']],
  'Pacific/Tahiti': [['03-05', 'Arrivée de l’Évangile']],
  'Pacific/Wallis': [
    ['04-28', 'Saint Pierre Chanel'],
    ['07-29', 'Fête du Territoire'],
  ],
};

/**
 * Public holidays of the whole country between two local dates, both included, in order, and those of an overseas territory
 * when its time zone is given. Those of Alsace-Moselle are not among them.
 */
export function publicHolidays(from: string, to: string, timeZone = ''): PublicHoliday[] {
  const fixed = [...FIXED, ...(OVERSEAS[timeZone] ?? [])];
  const found: PublicHoliday[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    for (const [monthAndDay, name] of fixed) found.push({ date: `${year}-${monthAndDay}`, name });
    for (const [days, name] of AFTER_EASTER) found.push({ date: addDays(easterSunday(year), days), name });
  }
  return found.filter(({ date }) => from <= date && date <= to).sort((a, b) => compareTexts(a.date, b.date));
}

/** Easter of the Gregorian calendar (Oudin's algorithm). */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const corrected =
    (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30;
  const moon =
    corrected -
    Math.floor(corrected / 28) *
      (1 - Math.floor(corrected / 28) * Math.floor(29 / (corrected + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  const fromMarch = moon - weekday;
  const month = 3 + Math.floor((fromMarch + 40) / 44);
  const day = fromMarch + 28 - 31 * Math.floor(month / 4);
  return addDays(`${String(year).padStart(4, '0')}-0${month}-01`, day - 1);
}
