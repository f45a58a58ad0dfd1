import { frenchTime, ofNamed } from '../text/french.js';
import { everyCourse } from '../timetable/every-course.js';
import type { CourseResource, FileCourse, Ident, Timetable, UnreadCourse } from '../timetable/timetable.js';
import type { Problem } from './problem.js';

const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

/** The problems of a file, each with where to find the thing in EDT as far as its row tells. */
export function locateProblems(problems: readonly Problem[], timetable: Timetable): Problem[] {
  const wanted = new Set(problems.map(lineOf));
  const places = placesByLine(timetable, wanted);
  return problems.map((problem) => {
    const place = places.get(lineOf(problem) ?? -1);
    return place === undefined ? problem : { ...problem, place };
  });
}

const lineOf = ({ line, rowLine }: Problem): number | undefined => rowLine ?? line;

/** Of the rows of those lines. A line that several rows share tells nothing: some programs write everything on one. */
function placesByLine(
  timetable: Timetable,
  wanted: ReadonlySet<number | undefined>,
): ReadonlyMap<number, string> {
  const places = new Map<number, string>();
  const shared = new Set<number>();
  const add = <R extends { readonly line: number }>(
    rows: Iterable<R>,
    describe: (row: R) => string,
  ): void => {
    for (const row of rows) {
      if (!wanted.has(row.line) || shared.has(row.line)) continue;
      if (places.delete(row.line)) shared.add(row.line);
      else places.set(row.line, describe(row));
    }
  };
  const { subjects, teachers, classes, groups, rooms, pupils } = timetable;
  add(subjects, ({ code, label }) => named('matière', label || code));
  add(teachers, (row) => named('enseignant', personName(row)));
  add(classes, ({ name }) => named('classe', name));
  add(groups, ({ name }) => named('groupe', name));
  add(rooms, ({ name }) => named('salle', name));
  add(pupils, (row) => named('élève', personName(row)));
  add(everyCourse(timetable), courseNames(timetable));
  return places;
}

const named = (what: string, name: string): string => (name === '' ? `${what} sans nom` : `${what} ${name}`);

const personName = ({
  lastName,
  firstName,
}: {
  readonly lastName: string;
  readonly firstName: string;
}): string => `${lastName} ${firstName}`.trim();

/** « cours de MATHEMATIQUES, 6A, DURAND Paul, lundi à 9 h 00 ». */
function courseNames(timetable: Timetable): (course: FileCourse | UnreadCourse) => string {
  const { grid } = timetable;
  const namesOf = <R extends { readonly ident: Ident }>(rows: readonly R[], name: (row: R) => string) =>
    new Map(rows.map((row) => [row.ident, name(row)]));
  const subjects = namesOf(timetable.subjects, ({ label, code }) => label || code);
  const names: Readonly<Record<CourseResource['kind'], ReadonlyMap<Ident, string>>> = {
    class: namesOf(timetable.classes, ({ name }) => name),
    group: namesOf(timetable.groups, ({ name }) => name),
    part: new Map(
      timetable.classes.flatMap(({ parts, name }) => parts.map((part) => [part, `partie de ${name}`])),
    ),
    teacher: namesOf(timetable.teachers, personName),
    room: new Map(),
    pupil: new Map(),
  };
  return ({ day, firstPlace, subject, resources }) => {
    const title = subjects.get(subject ?? -1) ?? '';
    const who = (['class', 'group', 'part', 'teacher'] as const).flatMap((kind) =>
      resources.flatMap(({ kind: other, ident }) => (other === kind ? (names[kind].get(ident) ?? []) : [])),
    );
    const start = grid.places[firstPlace ?? -1]?.startMinute;
    const when = [DAYS[(day ?? 0) - 1], start === undefined ? undefined : `à ${frenchTime(start)}`];
    const moment = when.filter((part) => part !== undefined).join(' ');
    const parts = [title === '' ? 'cours' : `cours ${ofNamed(title)}`, ...new Set(who), moment];
    return parts.filter((part) => part !== '').join(', ');
  };
}
