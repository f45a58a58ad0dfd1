import { addDays, daysBetween, frenchDate, weekday, type LocalDate } from './local-date.js';
import { isSchoolDay, schoolWeek } from './school-calendar.js';
import { hasAnybody, takesPlace } from './expected-sessions.js';
import { GRID, type Course, type Group, type School } from './school.js';
import { attributes, type Attributes } from './xml-text.js';

/** Names of classes, by the Idents of their parts. */
type ClassOfPart = ReadonlyMap<number, string>;

/** Of the one site. */
const SITE = 1;

/**
 * The school as UnDeuxTEMPS exports it: the files of its archive, by name. The theoretical timetable is that of week 1;
 * every later school week is published with its real lines, alternating and missing courses included.
 */
export function udtExport(school: School): ReadonlyMap<string, string> {
  const { calendar } = school;
  const files = new Map<string, string>();
  const put = (name: string, rows: readonly string[]): void => {
    files.set(`${name}.xml`, `<?xml version="1.0" encoding="UTF-8"?>\n<udt>\n${rows.join('\n')}\n</udt>\n`);
  };
  put('UDCal_00', [
    row('init', { premiere_semaine_ISO: isoWeek(calendar.firstMonday), duree_seq: 2 * GRID.placeMinutes }),
  ]);
  put(
    'UDCal_03',
    school.rooms.map(({ ident, name }) => row('salle', { code: ident, nom: name })),
  );
  put(
    'UDCal_04',
    school.teachers.map(({ ident, lastName, firstName, stsId }) =>
      row('prof', { code: `P${ident}`, nom: lastName, prenom: firstName, epj: stsId }),
    ),
  );
  put(
    'UDCal_05',
    school.subjects.map(({ ident, code, label }) =>
      row('mat', { code: `M${ident}`, libelle: label, code_gep1: code }),
    ),
  );
  put('UDCal_07', halfSequences());
  put(
    'UDCal_08',
    school.classes.map(({ name }) => row('div', { code: name, libelle: `Classe ${name}` })),
  );
  put(
    'UDCal_10',
    school.pupils.map(({ ident, lastName, firstName, birthDate }) =>
      row('eleve', { code: ident, nom: lastName, prenom: firstName, naissance: frenchDate(birthDate) }),
    ),
  );
  put('UDCal_11', fiches());
  const classOfPart = new Map(school.classes.flatMap(({ name, parts }) => parts.map((part) => [part, name])));
  putStructure(school, classOfPart, put);
  const first = linesIn(school, classOfPart, 1);
  put('UDCal_12', first.lines);
  put('UDCal_23', first.coTeaching);
  const weeks = schoolWeeks(school);
  for (const [week, monday] of weeks) {
    if (week === 1) continue;
    const { lines, coTeaching } = linesIn(school, classOfPart, week);
    put(`UDCal_12_${isoWeek(monday)}`, lines);
    put(`UDCal_23_${isoWeek(monday)}`, coTeaching);
  }
  put('UDCal_24', [
    `<annee>${calendar.label.slice(0, 4)}</annee>`,
    `<debut_eleve>${frenchDate(calendar.startsOn)}</debut_eleve>`,
    `<fin_eleve>${frenchDate(calendar.lastSchoolDay)}</fin_eleve>`,
    ...closures(school).map(([from, to]) =>
      row('fermeture', { debut: frenchDate(from), fin: frenchDate(to) }),
    ),
  ]);
  const published = [...weeks].map(([, monday]) => row('semaine', { num: isoWeek(monday) }));
  files.set(
    'semaines.xml',
    `<?xml version="1.0" encoding="UTF-8"?>\n<semaines>\n${published.join('\n')}\n</semaines>\n`,
  );
  return files;
}

/** Parts of classes are its groups inside divisions; groups over several, its « regroupements ». */
function putStructure(
  school: School,
  classOfPart: ClassOfPart,
  put: (name: string, rows: readonly string[]) => void,
): void {
  const division = (part: number) => classOfPart.get(part) ?? '';
  const alone = new Map(
    school.groups.filter(isInsideDivision).map(({ name, parts }) => [parts[0] ?? 0, name]),
  );
  put(
    'UDCal_19',
    [...classOfPart].map(([part, name]) =>
      row('gpe', { code: `G${part}`, code_div: name, code_sts: alone.get(part) ?? '', id: part }),
    ),
  );
  put(
    'UDCal_13',
    school.groups
      .filter((group) => !isInsideDivision(group))
      .flatMap(({ ident, name, parts }) =>
        parts.map((part) =>
          row('rgpmt', {
            code: `R${ident}`,
            nom: name,
            code_div: division(part),
            code_gpe: `G${part}`,
            id: ident,
          }),
        ),
      ),
  );
  put(
    'UDCal_21',
    school.pupils.flatMap(({ ident, schoolClass, parts }) => [
      row('ele_gpe', { ele: ident, gpe: '', code_div: schoolClass.name, semaines: 0 }),
      ...parts.map((part) =>
        row('ele_gpe', { ele: ident, gpe: `G${part}`, code_div: division(part), semaines: 0 }),
      ),
    ]),
  );
}

const isInsideDivision = ({ parts }: Group): boolean => parts.length === 1;

function halfSequences(): string[] {
  return [1, 2, 3, 4, 5].flatMap((day) =>
    Array.from({ length: GRID.placeCount }, (_, place) =>
      row('demi_seq', {
        code_jour: day,
        code: place + 1,
        code_site: SITE,
        hre_deb: clock(place),
        hre_fin: clock(place + 1),
      }),
    ),
  );
}

/** Numbered through the week: the number is what a line's code begins with. */
function fiches(): string[] {
  return [1, 2, 3, 4, 5].flatMap((day) =>
    Array.from({ length: GRID.placeCount }, (_, place) =>
      row('fiche', { code: ficheCode(day, place), jour: day, demi_seq: place + 1, site: SITE }),
    ),
  );
}

const ficheCode = (day: number, place: number): string =>
  `${(day - 1) * GRID.placeCount + place + 1}`.padStart(3, '0');

/** One line for each half sequence of each course, and for each division of a group over several. */
function linesIn(
  school: School,
  classOfPart: ClassOfPart,
  week: number,
): { lines: string[]; coTeaching: string[] } {
  const [lines, coTeaching]: [string[], string[]] = [[], []];
  school.courses
    .filter((course) => hasAnybody(course) && takesPlace(course, week))
    .forEach((course, rank) => {
      audiencesOf(course, classOfPart).forEach((audience, turn) => {
        for (let place = course.firstPlace; place < course.firstPlace + course.placeCount; place += 1) {
          const fiche = ficheCode(course.day, place);
          const code = `${fiche}${`${rank}`.padStart(5, '0')}${turn}`;
          const [teacher, ...others] = course.teachers;
          lines.push(
            row('ligfiche', {
              code,
              fic: fiche,
              mat: `M${course.subject.ident}`,
              prof: teacher === undefined ? '' : `P${teacher.ident}`,
              salle: course.room?.ident ?? '',
              ...audience,
            }),
          );
          for (const { ident } of others)
            coTeaching.push(row('coens', { lignefic: code, prof: `P${ident}` }));
        }
      });
    });
  return { lines, coTeaching };
}

function audiencesOf({ classes, groups }: Course, classOfPart: ClassOfPart): Attributes[] {
  const ofGroups = groups.flatMap((group) =>
    group.parts.map((part) => ({
      div: classOfPart.get(part) ?? '',
      gpe: `G${part}`,
      rgpmt: isInsideDivision(group) ? 0 : `R${group.ident}`,
      idgpe: part,
    })),
  );
  const ofClasses = classes.map(({ name }) => ({ div: name, gpe: '', rgpmt: 0, idgpe: 0 }));
  const all = [...ofClasses, ...ofGroups];
  return all.length === 0 ? [{ div: '', gpe: '', rgpmt: 0, idgpe: 0 }] : all;
}

/** School weeks with at least one day of school, and their Mondays. */
function schoolWeeks({ calendar }: School): ReadonlyMap<number, LocalDate> {
  const weeks = new Map<number, LocalDate>();
  for (let date = calendar.startsOn; date <= calendar.lastSchoolDay; date = addDays(date, 1)) {
    if (!isSchoolDay(calendar, date)) continue;
    weeks.set(schoolWeek(calendar, date), addDays(date, 1 - weekday(date)));
  }
  return weeks;
}

/** Vacations from Monday to Sunday, and public holidays, each with its first and last day. */
function closures({ calendar }: School): [LocalDate, LocalDate][] {
  const vacations = [...calendar.vacationWeeks].map((monday): [LocalDate, LocalDate] => [
    monday,
    addDays(monday, 6),
  ]);
  const holidays = [...calendar.publicHolidays].map((day): [LocalDate, LocalDate] => [day, day]);
  return [...vacations, ...holidays];
}

/** ISO 8601: a week is of the year of its Thursday. */
function isoWeek(monday: LocalDate): number {
  const thursday = addDays(monday, 3);
  return Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
}

function clock(place: number): string {
  const minute = GRID.firstMinute + place * GRID.placeMinutes;
  return `${`${Math.floor(minute / 60)}`.padStart(2, '0')}:${`${minute % 60}`.padStart(2, '0')}`;
}

const row = (element: string, values: Attributes): string => `<${element}${attributes(values)}/>`;
