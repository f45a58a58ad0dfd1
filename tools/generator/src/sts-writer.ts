import { hasAnybody, takesPlace } from './expected-sessions.js';
import { addDays, weekday, type LocalDate } from './local-date.js';
import { isSchoolDay, schoolWeek } from './school-calendar.js';
import { GRID, type Course, type School } from './school.js';
import { attributes, escaped, type Attributes } from './xml-text.js';

const HEADER = '<?xml version="1.0" encoding="ISO-8859-15"?>\n';

/** What STSWEB gives the school's timetable program for the year: nothing of its pupils, and values padded as there. */
export function stsEmp(school: School): string {
  const { calendar, classes, groups } = school;
  const classOfPart = classesByPart(school);
  const subjects = school.subjects.map((subject) =>
    element('MATIERE', { CODE: nationalCode(subject) }, [
      padded('CODE_GESTION', subject.code),
      padded('LIBELLE_COURT', subject.label.slice(0, 10)),
      padded('LIBELLE_LONG', subject.label.toUpperCase()),
      padded('LIBELLE_EDITION', subject.label),
    ]),
  );
  const people = school.teachers.map(({ stsId, lastName, firstName }) =>
    element('INDIVIDU', { ID: stsId, TYPE: 'epp' }, [
      padded('NOM_USAGE', lastName),
      padded('PRENOM', firstName),
      padded('FONCTION', 'ENS'),
    ]),
  );
  return `${HEADER}${element('STS_EDT', {}, [
    element('PARAMETRES', {}, [
      element('UAJ', { CODE: school.uai }),
      element('ANNEE_SCOLAIRE', { ANNEE: calendar.label.slice(0, 4) }, [
        padded('DATE_DEBUT', calendar.startsOn),
        padded('DATE_FIN', calendar.endsOn),
      ]),
    ]),
    element('NOMENCLATURES', {}, [element('MATIERES', {}, subjects)]),
    element('DONNEES', {}, [
      element('INDIVIDUS', {}, people),
      element('STRUCTURE', {}, [
        element(
          'DIVISIONS',
          {},
          classes.map(({ name }) => element('DIVISION', { CODE: name }, [padded('LIBELLE_LONG', name)])),
        ),
        element(
          'GROUPES',
          {},
          groups.map(({ name, parts }) =>
            element('GROUPE', { CODE: name }, [membershipOf(parts, classOfPart)]),
          ),
        ),
      ]),
    ]),
  ])}`;
}

/** The timetable as the school's program sends it to STSWEB: explicit services, and alternations with their dated weeks. */
export function empSts(school: School): string {
  const alternations = new Alternations(school);
  const classOfPart = classesByPart(school);
  const taught = school.courses.filter(hasAnybody);
  const divisions = school.classes.map(({ ident, name }) => {
    const courses = taught.filter(({ classes }) => classes.some((each) => each.ident === ident));
    return element('DIVISION', { CODE: name }, [services(courses, alternations)]);
  });
  const groups = school.groups.map(({ ident, name, parts }) => {
    const courses = taught.filter((course) => course.groups.some((each) => each.ident === ident));
    return element('GROUPE', { CODE: name }, [
      membershipOf(parts, classOfPart),
      services(courses, alternations),
    ]);
  });
  const hours = [1, 2, 3, 4, 5].map((day) =>
    element('HORAIRE', { JOUR: day }, [
      textElement('DEBUT_COURS', clock(GRID.firstMinute)),
      textElement('FIN_COURS', clock(GRID.firstMinute + GRID.placeCount * GRID.placeMinutes)),
    ]),
  );
  return `${HEADER}${element('EDT_STS', {}, [
    element('PARAMETRES', {}, [
      textElement('UAJ', school.uai),
      textElement('ANNEE_SCOLAIRE', school.calendar.label.slice(0, 4)),
      textElement('APPLICATION_SOURCE', 'EDITEUR_PRIVE'),
    ]),
    element('DONNEES', {}, [
      element('HORAIRES', {}, hours),
      element('ALTERNANCES', {}, alternations.elements()),
      element(
        'SALLES_COURS',
        {},
        school.rooms.map(({ name }) => element('SALLE_COURS', { CODE: name })),
      ),
      element('STRUCTURE', {}, [element('DIVISIONS', {}, divisions), element('GROUPES', {}, groups)]),
    ]),
  ])}`;
}

function services(courses: readonly Course[], alternations: Alternations): string {
  const bySubject = Map.groupBy(courses, ({ subject }) => subject);
  const all = [...bySubject].map(([subject, ofSubject]) => {
    const teachers = new Set(ofSubject.flatMap((course) => course.teachers));
    const taughtBy = [...teachers].map((teacher) => {
      const lessons = ofSubject
        .filter((course) => course.teachers.includes(teacher))
        .map((course) => lesson(course, alternations));
      return element('ENSEIGNANT', { TYPE: 'epp', ID: teacher.stsId }, [
        element('COURS_RATTACHES', {}, lessons),
      ]);
    });
    return element('SERVICE', { CODE_MATIERE: nationalCode(subject), CODE_MOD_COURS: 'CG' }, [
      textElement('CO_ENS', String(ofSubject.some((course) => course.teachers.length > 1))),
      element('ENSEIGNANTS', {}, taughtBy),
    ]);
  });
  return element('SERVICES', {}, all);
}

const lesson = (course: Course, alternations: Alternations): string =>
  element('COURS', {}, [
    textElement('CODE_ALTERNANCE', alternations.codeOf(course)),
    textElement('JOUR', String(course.day)),
    textElement('HEURE_DEBUT', clock(GRID.firstMinute + course.firstPlace * GRID.placeMinutes)),
    textElement('DUREE', clock(course.placeCount * GRID.placeMinutes)),
    ...(course.room === undefined ? [] : [textElement('CODE_SALLE', course.room.name)]),
  ]);

/** Every week, one of two, or as a course is: each set of weeks under a code of its own. */
class Alternations {
  readonly #weeks: ReadonlyMap<number, LocalDate>;
  readonly #codes = new Map<string, string>();

  constructor(school: School) {
    this.#weeks = taughtWeeks(school);
  }

  codeOf(course: Course): string {
    const weeks = [...this.#weeks.keys()].filter((week) => takesPlace(course, week)).join();
    const code = this.#codes.get(weeks) ?? `ALT${this.#codes.size + 1}`;
    this.#codes.set(weeks, code);
    return code;
  }

  /** Once every course has its code. Weeks begin on Mondays, and on the Sunday before in every other alternation. */
  elements(): string[] {
    return [...this.#codes].map(([weeks, code], index) => {
      const dates = weeks.split(',').flatMap((week) => this.#weeks.get(Number(week)) ?? []);
      const days = dates.map((monday) => textElement('DATE_DEBUT_SEMAINE', addDays(monday, -(index % 2))));
      return element('ALTERNANCE', { CODE: code }, [element('SEMAINES', {}, days)]);
    });
  }
}

/** School weeks with at least one day of school, and their Mondays. */
function taughtWeeks({ calendar }: School): ReadonlyMap<number, LocalDate> {
  const weeks = new Map<number, LocalDate>();
  for (let date = calendar.startsOn; date <= calendar.lastSchoolDay; date = addDays(date, 1)) {
    if (!isSchoolDay(calendar, date)) continue;
    weeks.set(schoolWeek(calendar, date), addDays(date, 1 - weekday(date)));
  }
  return weeks;
}

const classesByPart = ({ classes }: School): ReadonlyMap<number, string> =>
  new Map(classes.flatMap(({ name, parts }) => parts.map((part) => [part, name] as const)));

const membershipOf = (parts: readonly number[], classOfPart: ReadonlyMap<number, string>): string =>
  element(
    'DIVISIONS_APPARTENANCE',
    {},
    [...new Set(parts.map((part) => classOfPart.get(part) ?? ''))].map((code) =>
      element('DIVISION_APPARTENANCE', { CODE: code }),
    ),
  );

const nationalCode = ({ ident }: { readonly ident: number }): string => `${ident}00`.padStart(6, '0');

/** « 0830 »: times of day, and lengths. */
const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}`.padStart(2, '0') + `${minutes % 60}`.padStart(2, '0');

const textElement = (name: string, text: string): string => element(name, {}, [escaped(text)]);

const padded = (name: string, text: string): string => element(name, {}, [`\n    ${escaped(text)}\n`]);

const element = (name: string, values: Attributes, content: readonly string[] = []): string =>
  content.length === 0
    ? `<${name}${attributes(values)}/>`
    : `<${name}${attributes(values)}>${content.join('\n')}</${name}>`;
