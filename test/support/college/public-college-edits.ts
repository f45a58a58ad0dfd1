import { clockTime } from './clock-time.js';
import type { CollegeChanges } from './college.js';

/** Fridays of weeks 12 to 16, 19 to 23, 26 to 31 and 34 to 44, and that of week 11: all after its Thursday. */
const FRIDAYS_LEFT = 28;

const onFriday = { weekday: 5, subjectCode: 'ATRAV', futureSessions: FRIDAYS_LEFT } as const;

/** What `edited` changes: courses of one class, every week with courses, and the one it adds. */
export const PUBLIC_CHANGES: CollegeChanges = {
  otherRoom: { ...onFriday, start: '10:00', className: '6A', newRoom: '34' },
  otherTeacher: { ...onFriday, start: '11:00', className: '6B', newTeacherId: 't14' },
  removed: { ...onFriday, start: '14:30', className: '6D' },
  // The Wednesday of week 11 is over.
  added: { ...onFriday, weekday: 3, start: '17:00', className: '6A', futureSessions: FRIDAYS_LEFT - 1 },
};

/** Places last half an hour and start at 08:00. */
const COURSE = /\t<Cours Jour="(\d)" NumeroPlaceDebut="(\d+)" NombrePlaces="\d+">.*?<\/Cours>\n/gs;

/** The sample after a morning's work in EDT: a room, a teacher, a course less, a course more. */
export function edited(sample: string): string {
  const changes: readonly [course: RegExp, change: (course: string) => string][] = [
    [/Jour="5" NumeroPlaceDebut="4" .*Matiere Ident="2".*Classe Ident="14"/s, changing('Salle', 15_506)],
    [/Jour="5" NumeroPlaceDebut="6" .*Matiere Ident="2".*Classe Ident="15"/s, changing('Professeur', 14)],
    [/Jour="5" NumeroPlaceDebut="13" .*Matiere Ident="2".*Classe Ident="17"/s, () => ''],
    [
      /Jour="5" NumeroPlaceDebut="4" .*Matiere Ident="2".*Classe Ident="14"/s,
      (course) =>
        course +
        course
          .replace('Jour="5" NumeroPlaceDebut="4"', 'Jour="3" NumeroPlaceDebut="18"')
          .replace(/<Salle .*<\/Salle>\s*/s, ''),
    ],
  ];
  return changes.reduce((text, [course, change]) => {
    const found = text.match(COURSE)?.filter((each) => course.test(each)) ?? [];
    if (found[0] === undefined || found.length > 1)
      throw new Error(`${found.length} courses of the sample are like ${String(course)}`);
    return text.replace(found[0], change(found[0]));
  }, sample);
}

const changing =
  (resource: string, ident: number) =>
  (course: string): string =>
    course.replace(new RegExp(`<${resource} Ident="\\d+"`), `<${resource} Ident="${ident}"`);

/**
 * What the file itself says, counted without any of the product's code: `{ '1 08:00': 412, … }`, sessions of the year by
 * weekday and local time. A course takes place in every week of any of its resources.
 */
export function countsByWeekdayAndTime(sample: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [course, weekday = '', place] of sample.matchAll(COURSE)) {
    const masks = Array.from(course.matchAll(/Semaines="(\d+)"/g), ([, mask = '0']) => BigInt(mask));
    const weeks = masks
      .reduce((all, mask) => all | mask, 0n)
      .toString(2)
      .replaceAll('0', '').length;
    if (weeks === 0) continue;
    const key = `${weekday} ${clockTime(8 * 60 + 30 * Number(place))}`;
    counts[key] = (counts[key] ?? 0) + weeks;
  }
  return counts;
}
