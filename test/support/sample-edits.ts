import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** Fridays of weeks 12 to 16, 19 to 23, 26 to 31 and 34 to 44, and that of week 11: all after its Thursday. */
const FRIDAYS_LEFT = 28;

/**
 * The courses of the public sample that `edited` changes, all of them of subject ATRAV and of one class, every week with
 * courses; and the one it adds. `futureSessions`: how many of theirs come after the Thursday of week 11.
 */
export const SAMPLE_COURSES = {
  otherRoom: { weekday: 5, start: '10:00', className: '6A', newRoom: '34', futureSessions: FRIDAYS_LEFT },
  otherTeacher: { weekday: 5, start: '11:00', className: '6B', newTeacher: 14, futureSessions: FRIDAYS_LEFT },
  removed: { weekday: 5, start: '14:30', className: '6D', futureSessions: FRIDAYS_LEFT },
  /** The Wednesday of week 11 is over. */
  added: { weekday: 3, start: '17:00', className: '6A', futureSessions: FRIDAYS_LEFT - 1 },
} as const;

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
    const minute = 8 * 60 + 30 * Number(place);
    const time = [Math.floor(minute / 60), minute % 60]
      .map((part) => String(part).padStart(2, '0'))
      .join(':');
    const key = `${weekday} ${time}`;
    counts[key] = (counts[key] ?? 0) + weeks;
  }
  return counts;
}

/** As EDT deposits it: one XML in an archive. */
export function zipped(xml: string): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  archive.addBuffer(Buffer.from(xml), 'Edt_Enclair.xml');
  archive.end();
  return buffer(archive.outputStream);
}
