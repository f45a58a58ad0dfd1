import type { Matching } from '../directory/match.js';
import type { ImportTarget } from '../import/import-context.js';
import type { CurrentState } from '../plan/plan.js';
import { AudienceIndex } from '../sessions/audience.js';
import { activeResourcesOf } from '../timetable/active-resources.js';
import type { FileCourse, Timetable } from '../timetable/timetable.js';

type Contents = Pick<CurrentState, 'subjects' | 'services' | 'groups'>;

/**
 * French names of the sections that a file leaves empty though the current state has what they would hold (« les matières », « les
 * cours »…): a damaged or partial export, never an order to delete everything. Reject the file with `section_empty`.
 */
export function emptySections(timetable: Timetable, current: Contents): string[] {
  const { subjects, services, groups } = current;
  const activeResources = activeResourcesOf(timetable.year);
  const hasSessions = timetable.courses.some((course) => activeResources(course).length > 0);
  const isTaughtTo = (kind: 'c:' | 'g:') => services.some(({ audience }) => audience.startsWith(kind));
  return emptied([
    ['les matières', timetable.subjects.length === 0, subjects.some(({ imported }) => imported)],
    [
      'les professeurs',
      timetable.teachers.length === 0,
      services.some(({ teachers }) => teachers.length > 0),
    ],
    ['les classes', timetable.classes.length === 0, isTaughtTo('c:')],
    ['les groupes', timetable.groups.length === 0, groups.length > 0 || isTaughtTo('g:')],
    ['les élèves', lacksPupils(timetable), groups.some(({ pupilIds }) => pupilIds.length > 0)],
    ['les cours', !hasSessions, services.length > 0],
  ]);
}

/** A format that never names pupils lacks none. */
const lacksPupils = ({ pupils, statesNoPupils }: Timetable): boolean =>
  pupils.length === 0 && statesNoPupils !== true;

interface SectionsInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly target: ImportTarget;
  readonly current: Contents;
}

/**
 * The same for each establishment of a common file, since one school's rows must not hide that the other has none:
 * « les cours (Collège Hugo) ». Subjects and teachers belong to no establishment; classes are `establishmentsOfFile`'s.
 */
export function emptySectionsBySchool({ timetable, matching, target, current }: SectionsInput): string[] {
  const index = new AudienceIndex({ timetable, matching, target, groupKeys: new Map() });
  const activeResources = activeResourcesOf(timetable.year);
  const establishmentsOf = (course: FileCourse): readonly string[] =>
    activeResources(course).flatMap((resource) => index.of(resource)?.establishmentIds ?? []);
  const taught = new Set(timetable.courses.flatMap(establishmentsOf));
  const grouped = new Set(timetable.groups.flatMap((group) => index.establishmentsOf(group)));
  const attended = new Set(
    timetable.pupils.flatMap(({ classes }) =>
      classes.map(({ ident }) =>
        matching.classEstablishments.get(matching.classes.get(ident)?.targetId ?? ''),
      ),
    ),
  );
  return target.establishments.flatMap(({ id, name }) => {
    const isHere = ({ establishmentIds = [] }: { readonly establishmentIds?: readonly string[] }) =>
      establishmentIds.includes(id);
    const groups = current.groups.filter(isHere);
    return emptied([
      [`les groupes (${name})`, !grouped.has(id), groups.length > 0],
      [
        `les élèves (${name})`,
        attended.size > 0 && !attended.has(id),
        groups.some(({ pupilIds }) => pupilIds.length > 0),
      ],
      [`les cours (${name})`, !taught.has(id), current.services.some(isHere)],
    ]);
  });
}

const emptied = (sections: readonly [name: string, isEmpty: boolean, isFilled: boolean][]): string[] =>
  sections.filter(([, isEmpty, isFilled]) => isEmpty && isFilled).map(([name]) => name);
