import { addDays } from './local-date.js';
import { attributes, type Attributes } from './xml-text.js';
import { isSchoolDay } from './school-calendar.js';
import { hasAnybody, takesPlace } from './expected-sessions.js';
import { GRID, type Course, type Group, type Pupil, type School } from './school.js';

const NAMESPACE = 'http://www.index-education.com/exportemploidutemps';
const LAST_WEEK = 52;

/** What a revision of the format writes otherwise than 1.1. */
export interface EdtRevision {
  readonly version: string;
  /** Sections before those of 1.1. */
  readonly before: readonly string[];
  /** Inside each class and each course. */
  readonly classChildren: readonly string[];
  readonly courseChildren: readonly string[];
  readonly groups: readonly Group[];
  /** Pupils of a group who stand in it one by one, instead of parts of classes. */
  readonly pupilsOfGroup: (group: Group) => readonly Pupil[] | undefined;
  /** Pupils whom a course names one by one, instead of its group. */
  readonly pupilsOfCourse: (course: Course) => readonly Pupil[];
  /** Whether weeks without the course are said to be cancelled, rather than missing in the masks. */
  readonly cancels: boolean;
}

/** The school as EDT's clear export 1.1. */
export const edtExport = (school: School): Generator<string> =>
  edtDocument(school, {
    version: '1.1',
    before: [],
    classChildren: [],
    courseChildren: [],
    groups: school.groups,
    pupilsOfGroup: () => undefined,
    pupilsOfCourse: () => [],
    cancels: false,
  });

/** In pieces: a file of any size is written without being held. */
export function* edtDocument(school: School, revision: EdtRevision): Generator<string> {
  const { calendar } = school;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n`;
  yield `<ExportEmploiDuTemps${attributes({ xmlns: NAMESPACE, Version: revision.version, UAI: school.uai })}>\n`;
  yield* revision.before;
  yield `<AnneeScolaire${attributes({
    DateDebut: calendar.startsOn,
    DateFin: calendar.endsOn,
    DatePremierJourSemaine1: calendar.firstMonday,
  })}/>\n`;
  yield* grid();
  yield* section('Matieres', school.subjects, ({ ident, code, label }) =>
    empty('Matiere', { Ident: ident, Code: code, Libelle: label }),
  );
  yield* section('Professeurs', school.teachers, ({ ident, lastName, firstName, stsId, idpn }) =>
    empty('Professeur', { Ident: ident, Nom: lastName, Prenom: firstName, IDSTS: stsId, IDPN: idpn }),
  );
  yield* section('Classes', school.classes, ({ ident, name, parts }) =>
    element('Classe', { Ident: ident, Nom: name }, [...partsOf(parts), ...revision.classChildren]),
  );
  yield* section('Groupes', revision.groups, (group) => {
    const pupils = revision.pupilsOfGroup(group)?.map(({ ident }) => empty('Eleve', { Ident: ident }));
    return element('Groupe', { Ident: group.ident, Nom: group.name }, pupils ?? partsOf(group.parts));
  });
  yield* section('Salles', school.rooms, ({ ident, name }) => empty('Salle', { Ident: ident, Nom: name }));
  yield* section('Eleves', school.pupils, (pupil) => pupilElement(pupil, school));
  const masks = new WeekMasks(school);
  yield* section('Cours', school.courses, (course) => courseElement(course, masks, revision));
  yield '</ExportEmploiDuTemps>\n';
}

function* grid(): Generator<string> {
  yield `<GrilleHoraire${attributes({ NombrePlacesParJour: GRID.placeCount, DureePlace: GRID.placeMinutes })}>\n`;
  yield `<JoursOuvres>${[1, 2, 3, 4, 5].map((day) => `<Jour>${day}</Jour>`).join('')}</JoursOuvres>\n`;
  yield* section('PlacesParJour', Array.from({ length: GRID.placeCount }), (_, index) =>
    empty('Place', { Numero: index, LibelleHeureDebut: clock(index), LibelleHeureFin: clock(index + 1) }),
  );
  yield '</GrilleHoraire>\n';
}

function pupilElement(pupil: Pupil, { calendar }: School): string {
  const dates = { DateEntree: calendar.startsOn, DateSortie: calendar.endsOn };
  const guardians = pupil.guardians.map((guardian, index) =>
    empty('Responsable', {
      Ident: guardian.ident,
      RespLegal: index + 1,
      Nom: guardian.lastName,
      Prenom: guardian.firstName,
      Adresse1: guardian.address,
      CodePostal: guardian.postCode,
      Ville: guardian.town,
    }),
  );
  const memberships = [
    empty('Classe', { Ident: pupil.schoolClass.ident, ...dates }),
    ...pupil.parts.map((part) => empty('PartieDeClasse', { Ident: part, ...dates })),
  ];
  return element(
    'Eleve',
    {
      Ident: pupil.ident,
      Nom: pupil.lastName,
      Prenom: pupil.firstName,
      DateNaissance: pupil.birthDate,
      Sexe: pupil.isGirl ? 'Feminin' : 'Masculin',
      NumeroNational: pupil.nationalId,
      IDSconet: pupil.sieclId,
      IDPN: pupil.idpn,
    },
    [...guardians, ...memberships],
  );
}

function courseElement(course: Course, masks: WeekMasks, revision: EdtRevision): string {
  const { exceptWeeks = [], ...always } = course;
  const weeks = { Semaines: masks.of(revision.cancels ? always : course) };
  const cancelled =
    revision.cancels && exceptWeeks.length > 0 ? masks.ofWeeks(course, exceptWeeks) : undefined;
  const oneByOne = revision.pupilsOfCourse(course);
  const groups = oneByOne.length > 0 ? [] : course.groups;
  const children = hasAnybody(course)
    ? [
        ...course.teachers.map(({ ident }) => empty('Professeur', { Ident: ident, ...weeks })),
        ...course.classes.map(({ ident }) => empty('Classe', { Ident: ident, ...weeks })),
        ...groups.map(({ ident }) => empty('Groupe', { Ident: ident, ...weeks })),
        ...oneByOne.map(({ ident }) => empty('Eleve', { Ident: ident, SemainesInclusion: weeks.Semaines })),
        ...(course.room === undefined ? [] : [empty('Salle', { Ident: course.room.ident, ...weeks })]),
        ...revision.courseChildren,
      ]
    : [];
  return element(
    'Cours',
    {
      Jour: course.day,
      NumeroPlaceDebut: course.firstPlace,
      NombrePlaces: course.placeCount,
      ...(cancelled !== undefined && { SemainesAnnulation: cancelled }),
    },
    [empty('Matiere', { Ident: course.subject.ident }), ...children],
  );
}

/** Bit i for school week i: weeks in which the weekday is no school day are missing, as EDT leaves them out. */
class WeekMasks {
  readonly #school: School;
  readonly #openWeeks = new Map<number, readonly number[]>();

  constructor(school: School) {
    this.#school = school;
  }

  of(course: Course): string {
    return maskOf(this.#openWeeksOf(course.day).filter((week) => takesPlace(course, week)));
  }

  /** Those of the weeks in which the weekday is a school day. */
  ofWeeks({ day }: Course, weeks: readonly number[]): string {
    return maskOf(this.#openWeeksOf(day).filter((week) => weeks.includes(week)));
  }

  #openWeeksOf(day: number): readonly number[] {
    const known = this.#openWeeks.get(day);
    if (known !== undefined) return known;
    const { calendar } = this.#school;
    const weeks = Array.from({ length: LAST_WEEK }, (_, index) => index + 1).filter((week) =>
      isSchoolDay(calendar, addDays(calendar.firstMonday, 7 * (week - 1) + day - 1)),
    );
    this.#openWeeks.set(day, weeks);
    return weeks;
  }
}

const maskOf = (weeks: readonly number[]): string =>
  weeks.reduce((mask, week) => mask | (1n << BigInt(week)), 0n).toString();

function* section<T>(
  name: string,
  items: readonly T[],
  write: (item: T, index: number) => string,
): Generator<string> {
  yield `<${name}>\n`;
  for (const [index, item] of items.entries()) yield write(item, index);
  yield `</${name}>\n`;
}

function partsOf(parts: readonly number[]): string[] {
  return parts.map((part) => empty('PartieDeClasse', { Ident: part }));
}

function element(name: string, values: Attributes, children: readonly string[]): string {
  return children.length === 0
    ? empty(name, values)
    : `<${name}${attributes(values)}>\n${children.join('')}</${name}>\n`;
}

function empty(name: string, values: Attributes): string {
  return `<${name}${attributes(values)}/>\n`;
}

function clock(place: number): string {
  const minute = GRID.firstMinute + GRID.placeMinutes * place;
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
}
